/* Draws the figures of a page: <figure data-chart hidden>…<div data-chart-canvas>, with the figures as JSON in
   #chart-data and a legend in [data-chart-legend]. Colours come from the page's own tokens, also when the theme
   changes. The table below holds the same figures, so without this script nothing is missing. */

const figure = document.querySelector("[data-chart]");
const data = JSON.parse(document.getElementById("chart-data")?.textContent ?? "null");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const COLOURS = ["--leaf", "--star", "--danger", "--line-strong", "--info", "--muted", "--warn", "--star-none", "--ink"];
const MANY = 8;
const ROW = 30;

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const colour = (index) => token(COLOURS[index % COLOURS.length]);
const isPie = data?.chart === "tron";

const common = () => ({
  animation: !still.matches,
  backgroundColor: token("--surface"),
  textStyle: { fontFamily: token("--font"), color: token("--ink") },
});

const columns = () => {
  const series = data.series.length ? data.series : [{ name: data.title, values: data.counts }];
  const isLying = data.names.length > MANY || figure.clientWidth < 560;
  const width = isLying ? Math.min(180, figure.clientWidth / 3) : undefined;
  const names = {
    type: "category",
    data: data.names,
    inverse: isLying,
    axisLabel: { color: token("--ink"), width, overflow: "break", interval: 0 },
    axisLine: { lineStyle: { color: token("--line-strong") } },
  };
  const values = {
    type: "value",
    minInterval: 1,
    axisLabel: { color: token("--muted") },
    splitLine: { lineStyle: { color: token("--line") } },
  };
  const total = {
    type: "bar",
    stack: "all",
    data: data.counts.map(() => 0),
    label: {
      show: true,
      position: isLying ? "right" : "top",
      color: token("--ink"),
      formatter: (point) => String(data.counts[point.dataIndex]),
    },
  };
  return {
    ...common(),
    grid: { left: 8, right: 40, top: 24, bottom: 8, containLabel: true },
    xAxis: isLying ? values : names,
    yAxis: isLying ? names : values,
    series: [
      ...series.map((each, index) => ({
        name: each.name,
        type: "bar",
        stack: "all",
        data: each.values,
        itemStyle: { color: colour(index) },
        barMaxWidth: 44,
      })),
      total,
    ],
  };
};

const slices = () => ({
  ...common(),
  series: [
    {
      type: "pie",
      radius: "86%",
      data: data.names.map((name, index) => ({
        name,
        value: data.counts[index],
        itemStyle: { color: colour(index), borderColor: token("--surface"), borderWidth: 2 },
      })),
      label: { show: false },
    },
  ],
});

/* The picture to keep holds its title and what the colours mean. */
const picture = (chart) => {
  const drawn = chart.getDom().querySelector("canvas");
  const scale = window.devicePixelRatio || 1;
  const [edge, line, head] = [16 * scale, 26 * scale, 48 * scale];
  const sheet = document.createElement("canvas");
  const pen = sheet.getContext("2d");
  const small = `${13 * scale}px ${token("--font")}`;
  pen.font = small;
  const places = [];
  let [left, top] = [edge, head + drawn.height + line / 2];
  for (const words of data.legend) {
    const width = pen.measureText(words).width + 42 * scale;
    if (left > edge && left + width > drawn.width) [left, top] = [edge, top + line];
    places.push([words, left, top]);
    left += width;
  }
  sheet.width = drawn.width;
  sheet.height = top + line;
  pen.fillStyle = token("--surface");
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(drawn, 0, head);
  pen.textBaseline = "middle";
  pen.fillStyle = token("--ink");
  pen.font = `600 ${18 * scale}px ${token("--font")}`;
  pen.fillText(data.title, edge, head / 2, sheet.width - 2 * edge);
  pen.font = small;
  places.forEach(([words, x, y], index) => {
    pen.fillStyle = colour(index);
    pen.fillRect(x, y - 6 * scale, 12 * scale, 12 * scale);
    pen.fillStyle = token("--ink");
    pen.fillText(words, x + 18 * scale, y);
  });
  return sheet.toDataURL("image/png");
};

const start = () => {
  if (!figure || !data || !window.echarts) return;
  figure.hidden = false;
  const canvas = figure.querySelector("[data-chart-canvas]");
  if (!isPie && data.names.length > MANY) canvas.style.height = `${data.names.length * ROW + 60}px`;
  const chart = window.echarts.init(canvas);
  const draw = () => chart.setOption(isPie ? slices() : columns(), true);
  draw();
  new ResizeObserver(() => {
    chart.resize();
    draw();
  }).observe(canvas);
  dark.addEventListener("change", draw);
  figure.querySelector("[data-chart-save]").addEventListener("click", () => {
    const link = document.createElement("a");
    link.download = `${data.title}.png`;
    link.href = picture(chart);
    link.click();
  });
};

start();
