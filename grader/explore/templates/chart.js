// A chart: axes, and places in it.  Stands in the pages that draw one.

function ticks(low, high, most = 6) {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((s) => s >= rough);
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i += 1) found.push(Number((i * step).toPrecision(12)));
  return found;
}

let charts = 0;
const tenTo = (power) => (Math.abs(power) < 3 ? show(10 ** power, 1)
  : `10${String(power).replace("-", "⁻").replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit])}`);

// Gives node, marks (a group for what stays inside the axes), above (one for what need
// not), plot (the inside: x, y, width, height), and X, Y, x, y between data and picture.
// Options: width, height, x: [low, high], y: [low, high], xLabel, yLabel, log (y in powers of ten).
function chart(options) {
  // Letters shrink with the picture: on a narrow screen it is drawn for that.
  const narrow = innerWidth < 600;
  const { width = narrow ? 380 : 640, height = narrow ? 300 : 360, log = false } = options;
  const edge = { left: 54, right: 14, top: 12, bottom: 42 };
  const node = svg("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img" });
  const axes = svg("g", { class: "axes" });
  const inside = `inside-${charts += 1}`;
  const plot = { x: edge.left, y: edge.top, width: width - edge.left - edge.right, height: height - edge.top - edge.bottom };
  const marks = svg("g", { "clip-path": `url(#${inside})` });
  const above = svg("g", {});
  node.append(svg("clipPath", { id: inside }, svg("rect", plot)), axes, marks, above);
  const made = { node, marks, above, plot };
  made.axes = (x, y) => {
    const [a, b] = x;
    const [c, d] = log ? y.map(Math.log10) : y;
    made.X = (v) => edge.left + ((v - a) / (b - a)) * (width - edge.left - edge.right);
    made.Y = (v) => height - edge.bottom - (((log ? Math.log10(Math.max(v, 1e-300)) : v) - c) / (d - c)) * (height - edge.top - edge.bottom);
    made.x = (px) => a + ((px - edge.left) / (width - edge.left - edge.right)) * (b - a);
    made.y = (py) => c + ((height - edge.bottom - py) / (height - edge.top - edge.bottom)) * (d - c);
    const words = [];
    for (const v of ticks(a, b)) {
      words.push(svg("path", { class: v === 0 ? "zero" : "grid", d: `M${made.X(v)} ${edge.top}V${height - edge.bottom}` }),
        svg("text", { x: made.X(v), y: height - edge.bottom + 18, "text-anchor": "middle" }, show(v, 3)));
    }
    for (const p of ticks(c, d, 5).filter((p) => !log || Number.isInteger(p))) {
      const v = log ? 10 ** p : p;
      words.push(svg("path", { class: !log && p === 0 ? "zero" : "grid", d: `M${edge.left} ${made.Y(v)}H${width - edge.right}` }),
        svg("text", { x: edge.left - 8, y: made.Y(v) + 4, "text-anchor": "end" }, log ? tenTo(p) : show(p, 3)));
    }
    words.push(svg("text", { x: (edge.left + width - edge.right) / 2, y: height - 6, "text-anchor": "middle", class: "name" }, options.xLabel ?? ""),
      svg("text", { x: 12, y: height / 2, transform: `rotate(-90 12 ${height / 2})`, "text-anchor": "middle", class: "name" }, options.yLabel ?? ""));
    axes.replaceChildren(...words);
  };
  // A line through points [x, y]; breaks where one is not finite, and stays inside.
  made.line = (points) => {
    let d = "";
    let pen = "M";
    for (const [x, y] of points) {
      if (Number.isFinite(x) && Number.isFinite(y)) {
        d += `${pen}${made.X(x).toFixed(1)} ${clamp(made.Y(y), -1e4, 1e4).toFixed(1)}`;
        pen = "L";
      } else pen = "M";
    }
    return d;
  };
  made.describe = (text) => node.setAttribute("aria-label", text);
  // Where in the data a pointer is.
  made.at = (event) => {
    const box = node.getBoundingClientRect();
    return [made.x(((event.clientX - box.left) / box.width) * width), made.y(((event.clientY - box.top) / box.height) * height)];
  };
  made.axes(options.x, options.y);
  return made;
}
