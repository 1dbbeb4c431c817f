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
      radius: "68%",
      data: data.names.map((name, index) => ({
        name,
        value: data.counts[index],
        itemStyle: { color: colour(index), borderColor: token("--surface"), borderWidth: 2 },
      })),
      label: { color: token("--ink"), formatter: "{b}: {c} ({d}%)", width: Math.min(180, figure.clientWidth / 3.5), overflow: "break" },
    },
  ],
});

/* The picture to keep holds its title and, where bars are split, what the colours mean. */
const picture = (chart) => {
  const drawn = chart.getDom().querySelector("canvas");
  const scale = window.devicePixelRatio || 1;
  const sheet = document.createElement("canvas");
  const [head, foot] = [48 * scale, isPie || !data.series.length ? 16 * scale : 48 * scale];
  sheet.width = drawn.width;
  sheet.height = drawn.height + head + foot;
  const pen = sheet.getContext("2d");
  pen.fillStyle = token("--surface");
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(drawn, 0, head);
  pen.fillStyle = token("--ink");
  pen.textBaseline = "middle";
  pen.font = `600 ${18 * scale}px ${token("--font")}`;
  pen.fillText(data.title, 16 * scale, head / 2, sheet.width - 32 * scale);
  pen.font = `${13 * scale}px ${token("--font")}`;
  let left = 16 * scale;
  for (const [index, each] of (isPie ? [] : data.series).entries()) {
    pen.fillStyle = colour(index);
    pen.fillRect(left, head + drawn.height + 16 * scale, 12 * scale, 12 * scale);
    pen.fillStyle = token("--ink");
    pen.fillText(each.name, left + 18 * scale, head + drawn.height + 22 * scale);
    left += pen.measureText(each.name).width + 42 * scale;
  }
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
