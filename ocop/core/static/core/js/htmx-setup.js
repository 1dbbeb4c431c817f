/* htmx for this system.
   - Sends the CSRF token of <meta name="csrf-token"> with every request to our own host.
   - A refusal (422 with plain text) and every failure become a sentence in the toast region; the page stays as it is.
   - A 422 with HTML (a form with its errors) is put where the answer would have gone.
   - An answer that was led to the sign-in page is not put into the page; the person is told the session is over.
   No answer is ever run as a script or read as HTML unless the server says it is HTML. */

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";

const say = (text, tone = "danger") =>
  document.dispatchEvent(new CustomEvent("ocop:toast", { detail: { text, tone } }));

const isHtml = (xhr) => (xhr.getResponseHeader("Content-Type") ?? "").includes("text/html");

const isPlain = (xhr) => (xhr.getResponseHeader("Content-Type") ?? "").includes("text/plain");

const VIETNAMESE = {
  401: "Phiên đăng nhập đã hết. Hãy đăng nhập lại.",
  403: "Bạn không được làm việc này, hoặc trang đã mở quá lâu. Hãy tải lại trang.",
  404: "Không còn thấy mục này. Hãy tải lại trang.",
  413: "Tệp quá lớn. Hãy chọn tệp nhỏ hơn.",
  429: "Bạn thao tác quá nhanh. Hãy chờ một phút rồi thử lại.",
  500: "Hệ thống gặp lỗi, việc này chưa được lưu. Hãy thử lại sau ít phút.",
  network: "Mất mạng, việc này chưa được lưu. Hãy thử lại khi có mạng.",
  slow: "Máy chủ trả lời quá chậm. Hãy thử lại.",
};

const ENGLISH = {
  401: "Your session is over. Please sign in again.",
  403: "You may not do this, or the page was open for too long. Please reload it.",
  404: "This is not here any more. Please reload the page.",
  413: "The file is too large. Please choose a smaller one.",
  429: "That was too fast. Please wait a minute and try again.",
  500: "Something went wrong and nothing was saved. Please try again in a few minutes.",
  network: "No network: nothing was saved. Please try again when you are connected.",
  slow: "The server took too long to answer. Please try again.",
};

const SENTENCES = document.documentElement.lang === "en" ? ENGLISH : VIETNAMESE;

const ledToSignIn = (xhr) => {
  const login = meta("login-url");
  return Boolean(login && xhr.responseURL && new URL(xhr.responseURL).pathname === login && location.pathname !== login);
};

document.addEventListener("htmx:configRequest", (event) => {
  const token = meta("csrf-token");
  const there = new URL(event.detail.path, location.href);
  if (token && there.origin === location.origin) event.detail.headers["X-CSRFToken"] = token;
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (ledToSignIn(xhr)) {
    event.detail.shouldSwap = false;
    say(SENTENCES[401]);
  } else if (xhr.status === 422 && isHtml(xhr)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (xhr.status === 422 && isPlain(xhr) && xhr.responseText) say(xhr.responseText);
  else say(SENTENCES[xhr.status] ?? SENTENCES[500]);
});

document.addEventListener("htmx:sendError", () => say(SENTENCES.network));

document.addEventListener("htmx:timeout", () => say(SENTENCES.slow));
