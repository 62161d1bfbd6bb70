// Four curves under one input: value, slope, and what many layers leave of a gradient.
"use strict";
(() => {
  const CURVES = [
    { key: "sigmoid", name: "sigmoid", style: "blue", text: "1 / (1 + e⁻ˣ)" },
    { key: "tanh", name: "tanh", style: "orange dashed", text: "(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)" },
    { key: "relu", name: "ReLU", style: "green", text: "max(0, x)" },
    { key: "leaky_relu", name: "leaky ReLU", style: "purple dotted", text: "x if x > 0, else αx" },
  ];
  const FLAT = 0.05;
  const value = (key, x, alpha) => nn.entrywise[key].f(x, key === "leaky_relu" ? alpha : undefined);
  const slope = (key, x, alpha) => nn.entrywise[key].slope(x, key === "leaky_relu" ? alpha : undefined);
  const lies = (s) => (s === 0 ? "flat: nothing gets through" : Math.abs(s) < FLAT ? "saturated: hardly anything gets through" : "");

  let figure;
  let lines;
  let cursor;
  let cards;

  function make(stage, ui) {
    figure = chart({ x: [-6, 6], y: [-1.5, 3], xLabel: "input x", yLabel: "value" });
    lines = CURVES.map((curve) => svg("path", { class: `curve ${curve.style}` }));
    cursor = svg("g", {});
    figure.marks.append(...lines);
    figure.above.append(cursor);
    const point = (event) => {
      if (event.type === "pointermove" && event.buttons === 0) return;
      const x = clamp(Math.round(figure.at(event)[0] * 10) / 10, -6, 6);
      ui.set({ x });
    };
    figure.node.addEventListener("pointerdown", point);
    figure.node.addEventListener("pointermove", point);
    cards = CURVES.map((curve) => {
      const card = {
        formula: el("p", { class: "sub" }, curve.text),
        value: el("dd", {}), slope: el("dd", {}), left: el("dd", {}), note: el("p", { class: "sub" }),
      };
      card.node = el("div", { class: "card" },
        el("h3", {}, svg("svg", { width: 34, height: 10, "aria-hidden": "true" }, svg("path", { class: `curve ${curve.style}`, d: "M2 5H32" })), " ", curve.name),
        card.formula,
        el("dl", {}, el("div", {}, el("dt", {}, "value"), card.value), el("div", {}, el("dt", {}, "slope"), card.slope), el("div", {}, el("dt", {}, "left of a gradient"), card.left)),
        card.note);
      return card;
    });
    stage.append(el("figure", {}, figure.node), el("div", { class: "cards" }, cards.map((card) => card.node)));
  }

  function draw(state) {
    const { x, alpha, slopes, layers } = state;
    const of = slopes ? slope : value;
    figure.axes([-6, 6], slopes ? [-0.2, 1.2] : [-1.5, 3]);
    CURVES.forEach((curve, i) => {
      const points = [];
      for (let at = -600; at <= 600; at += 4) points.push([at / 100, of(curve.key, at / 100, alpha)]);
      lines[i].setAttribute("d", figure.line(points));
    });
    const [top, bottom] = [figure.plot.y, figure.plot.y + figure.plot.height];
    cursor.replaceChildren(
      svg("path", { class: "cursor", d: `M${figure.X(x)} ${top}V${bottom}` }),
      ...CURVES.map((curve) => svg("circle", { class: `dot ${curve.style}`, r: 5, cx: figure.X(x), cy: clamp(figure.Y(of(curve.key, x, alpha)), top, bottom) })));
    figure.describe(`${slopes ? "Slopes" : "Values"} of four activations from −6 to 6; at ${show(x)}: ${CURVES.map((c) => `${c.name} ${show(of(c.key, x, alpha))}`).join(", ")}`);
    CURVES.forEach((curve, i) => {
      const s = slope(curve.key, x, alpha);
      cards[i].value.textContent = show(value(curve.key, x, alpha));
      cards[i].slope.textContent = show(s);
      cards[i].left.textContent = show(s ** layers);
      cards[i].note.textContent = lies(s);
    });
  }

  const values = ({ x, alpha, layers }) => ({
    values: CURVES.map((c) => value(c.key, x, alpha)),
    slopes: CURVES.map((c) => slope(c.key, x, alpha)),
    left: CURVES.map((c) => slope(c.key, x, alpha) ** layers),
  });

  explorer({
    controls: [
      { key: "x", kind: "range", label: "Input x", min: -6, max: 6, step: 0.1, value: 1.5 },
      { key: "slopes", kind: "checkbox", label: "Draw the slopes instead of the values", value: false },
      { key: "alpha", kind: "range", label: "Leak α of leaky ReLU", min: 0, max: 1, step: 0.01, value: 0.01 },
      { key: "layers", kind: "range", label: "Layers that a gradient passes", min: 1, max: 20, step: 1, value: 1 },
    ],
    state: {},
    make,
    draw,
    values,
    say(state) {
      const { values: v, slopes, left } = values(state);
      const parts = CURVES.map((c, i) => `${c.name} ${show(v[i])}, slope ${show(slopes[i])}${state.layers > 1 ? `, left after ${state.layers} layers ${show(left[i])}` : ""}${lies(slopes[i]) ? ` (${lies(slopes[i]).split(":")[0]})` : ""}`);
      return `Input ${show(state.x)}: ${parts.join("; ")}.`;
    },
    numbers(state) {
      const { values: v, slopes, left } = values(state);
      return { head: ["activation", "value", "slope", `slope to the power ${state.layers}`], rows: CURVES.map((c, i) => [c.name, v[i], slopes[i], left[i]]) };
    },
    numpy: ({ x, alpha, layers }) => `import numpy as np

x, alpha, layers = ${python(x)}, ${python(alpha)}, ${python(layers)}

sigmoid = 1 / (1 + np.exp(-x))
names = ["sigmoid", "tanh", "ReLU", "leaky ReLU"]
values = np.array([sigmoid, np.tanh(x), max(0.0, x), x if x > 0 else alpha * x])
slopes = np.array([
    sigmoid * (1 - sigmoid),
    1 - np.tanh(x) ** 2,
    1.0 if x > 0 else 0.0,
    1.0 if x > 0 else alpha,
])
left = slopes**layers  # what so many layers leave of a gradient

for name, value, slope, rest in zip(names, values, slopes, left):
    print(f"{name:10}  value {value:8.4f}  slope {slope:7.4f}  left {rest:.3g}")
`,
    tasks: {
      quarter: ({ x }) => x === 0,
      leak: ({ x, alpha }) => x < 0 && alpha >= 0.2 && alpha < 1,
      vanish: ({ x, layers }) => x === 0 && 0.25 ** layers < 0.001,
    },
  });
})();
