/* Makes a file field comfortable (tag `field` on a file field).
   Markup: [data-dropzone data-max-mb="60" data-upload="/address"] around an input[type=file], with
   [data-dropzone-hint], [data-dropzone-status] and <progress data-dropzone-progress>.
   - Files can be dropped on it. Files over data-max-mb, or not of the field's `accept`, are refused before sending;
     the input's data-refused='{".dwg": "what to do"}' holds the sentences for endings that people often try.
   - With data-upload each chosen file is sent at once, one POST a file: the field's name, the form's CSRF token, the
     form's hidden fields (one with data-dropzone-size tells how many bytes were sent off, so that the server knows
     whether all came), and Accept: application/json. Answer 2xx: the zone fires "dropzone:done" (detail: the text) and,
     after the last file, opens the {"url"} of a JSON answer, else reloads the page unless data-upload-stay.
     Answer 4xx with plain text or JSON {"error"}: the sentence is shown and the other files go on.
   - Without data-upload, and without a script, the file travels with the form. */

const MB = 1024 * 1024;

const fits = (file, accept) => {
  if (!accept) return true;
  const name = file.name.toLowerCase();
  return accept.split(",").map((part) => part.trim().toLowerCase()).some((part) => {
    if (part.startsWith(".")) return name.endsWith(part);
    return part.endsWith("/*") ? file.type.startsWith(part.slice(0, -1)) : file.type === part;
  });
};

const sentenceOf = (xhr) => {
  const type = xhr.getResponseHeader("Content-Type") ?? "";
  if (xhr.status >= 400 && xhr.status < 500 && type.includes("text/plain")) return xhr.responseText;
  try {
    const { error } = JSON.parse(xhr.responseText);
    if (error) return error;
  } catch { /* not JSON: the general sentence below */ }
  if (xhr.status === 413) return "Tệp quá lớn. Hãy chọn tệp nhỏ hơn.";
  return "Chưa gửi được tệp. Hãy thử lại.";
};

/* Where an answer leads: a page of this site, nothing else. */
const urlIn = (text) => {
  try {
    const { url } = JSON.parse(text);
    return typeof url === "string" && new URL(url, location.href).origin === location.origin ? url : "";
  } catch {
    return "";
  }
};

const start = (zone) => {
  const input = zone.querySelector("input[type=file]");
  if (!input || zone.dataset.ready !== undefined) return;
  zone.dataset.ready = "";
  const status = zone.querySelector("[data-dropzone-status]");
  const bar = zone.querySelector("[data-dropzone-progress]");
  const most = Number(zone.dataset.maxMb || 0);
  const refused = JSON.parse(input.dataset.refused || "{}");
  const hint = zone.querySelector("[data-dropzone-hint]");
  if (hint) hint.hidden = false;

  const size = input.form?.querySelector("[data-dropzone-size]");
  let next = "";

  const say = (text, tone = "") => {
    status.textContent = text;
    status.dataset.tone = tone;
  };

  const wrong = (file) => {
    if (most && file.size > most * MB) return `Tệp «${file.name}» nặng hơn ${most} MB. Hãy chọn tệp nhỏ hơn.`;
    const known = Object.entries(refused).find(([ending]) => file.name.toLowerCase().endsWith(ending));
    if (known) return known[1];
    if (!fits(file, input.accept)) return `Tệp «${file.name}» không đúng loại. Hãy chọn: ${input.accept}.`;
    if (!file.size) return `Tệp «${file.name}» rỗng. Hãy chọn tệp khác.`;
    return "";
  };

  const send = (file) => new Promise((done) => {
    const body = new FormData();
    for (const hidden of input.form?.querySelectorAll("input[type=hidden]") ?? []) {
      body.append(hidden.name, "dropzoneSize" in hidden.dataset ? file.size : hidden.value);
    }
    body.append(input.name, file);
    const xhr = new XMLHttpRequest();
    xhr.open("POST", zone.dataset.upload);
    xhr.setRequestHeader("Accept", "application/json");
    const token = document.querySelector('meta[name="csrf-token"]')?.content;
    if (token) xhr.setRequestHeader("X-CSRFToken", token);
    xhr.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = Math.round((event.loaded / event.total) * 100);
    });
    xhr.addEventListener("load", () => {
      const login = document.querySelector('meta[name="login-url"]')?.content;
      if (login && xhr.responseURL.includes(login)) done("Phiên đăng nhập đã hết. Hãy đăng nhập lại rồi gửi lại tệp.");
      else if (xhr.status >= 200 && xhr.status < 300) {
        zone.dispatchEvent(new CustomEvent("dropzone:done", { bubbles: true, detail: xhr.responseText }));
        next = urlIn(xhr.responseText) || next;
        done("");
      } else done(sentenceOf(xhr));
    });
    xhr.addEventListener("error", () => done(`Mất mạng, tệp «${file.name}» chưa được gửi. Hãy gửi lại khi có mạng.`));
    xhr.send(body);
  });

  const sendAll = async (files) => {
    const failures = [];
    bar.hidden = false;
    input.disabled = true;
    for (const [n, file] of files.entries()) {
      bar.value = 0;
      say(files.length > 1 ? `Đang gửi ${n + 1}/${files.length}: ${file.name}` : `Đang gửi: ${file.name}`);
      const failure = await send(file);
      if (failure) failures.push(failure);
    }
    bar.hidden = true;
    input.disabled = false;
    input.value = "";
    if (failures.length) say(failures.join(" "), "danger");
    else {
      say("Đã gửi xong.", "success");
      if (next) location.assign(next);
      else if (!("uploadStay" in zone.dataset)) location.reload();
    }
  };

  const take = () => {
    const files = [...input.files];
    const mistake = files.map(wrong).find(Boolean);
    if (size) size.value = files.length === 1 ? files[0].size : "";
    if (mistake) {
      input.value = "";
      say(mistake, "danger");
    } else if (files.length && zone.dataset.upload) sendAll(files);
    else say(files.length ? `Đã chọn: ${files.map((file) => file.name).join(", ")}` : "");
  };

  input.addEventListener("change", take);
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.dataset.over = "";
    });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => delete zone.dataset.over);
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (input.disabled || !event.dataTransfer.files.length) return;
    const kept = new DataTransfer();
    for (const file of [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1)) kept.items.add(file);
    input.files = kept.files;
    take();
  });
};

const startAll = (root) => {
  if (root.matches?.("[data-dropzone]")) start(root);
  for (const zone of root.querySelectorAll("[data-dropzone]")) start(zone);
};

startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.detail.elt));
