// Gradient descent on a surface: a map of it, a view of it, and what each step did.
"use strict";
(() => {
  // So many steps; so far from 0 nobody expects it back; a gradient or a step that counts as
  // none, and a curvature that does; bands of the map, and cells along its side.
  const MOST = 300;
  const FAR = 100;
  const STILL = 0.001;
  const FLAT = 0.02;
  const BANDS = 12;
  const FINE = 80;
  const round = (value, digits) => Math.round(value * 10 ** digits) / 10 ** digits || 0;
  const length = ([a, b]) => Math.hypot(a, b);
  const pair = (v) => `(${v.map((n) => show(n, 3)).join(", ")})`;

  // -- surfaces ---------------------------------------------------------------------------
  //
  // f, g: loss and gradient; lines: both in Python, after `before`.  x, y: where the map
  // ends; start and rate: where to begin.  tall: the height that stands for a loss; bend:
  // how much closer the bands are near the bottom.

  const DATA = { x: [-2, -1.5, -0.5, 0.5, 1, 2], y: [0, 0, 1, 0, 1, 1] };
  const X = nn.matrix(1, 6, DATA.x);
  const Y = nn.matrix(1, 6, DATA.y);
  function neuron([w, b]) {
    const net = { layers: [{ W: nn.matrix(1, 1, [w]), b: [b], f: "sigmoid" }] };
    return { net, cache: nn.forward(net, X) };
  }

  const SURFACES = {
    bowl: {
      name: "a bowl", x: [-10, 10], y: [-10, 10], start: [-9, 4], rate: 0.05, bend: 2,
      f: ([x, y], { condition }) => (x * x + condition * y * y) / 2,
      g: ([x, y], { condition }) => [x, condition * y],
      before: ({ condition }) => `condition = ${python(condition)}  # lambda_max: SGD needs a rate below 2 / condition\n`,
      lines: ["(w1 * w1 + condition * w2 * w2) / 2", "w1, condition * w2"],
    },
    saddle: {
      name: "a saddle between two hollows", x: [-2, 2], y: [-2, 2], start: [-1.6, 0.01], rate: 0.1, bend: 1.5,
      f: ([x, y]) => x ** 2 / 2 + (y ** 2 - 1) ** 2 / 4,
      g: ([x, y]) => [x, y * (y ** 2 - 1)],
      lines: ["w1**2 / 2 + (w2**2 - 1) ** 2 / 4", "w1, w2 * (w2**2 - 1)"],
    },
    rosenbrock: {
      name: "Rosenbrock's bent valley", x: [-2, 2], y: [-1, 3], start: [-1.5, 2], rate: 0.001, bend: 1.7, tall: Math.sqrt,
      f: ([x, y]) => (1 - x) ** 2 + 100 * (y - x ** 2) ** 2,
      g: ([x, y]) => [2 * (x - 1) - 400 * x * (y - x ** 2), 200 * (y - x ** 2)],
      lines: ["(1 - w1) ** 2 + 100 * (w2 - w1**2) ** 2", "2 * (w1 - 1) - 400 * w1 * (w2 - w1**2), 200 * (w2 - w1**2)"],
    },
    himmelblau: {
      name: "Himmelblau's four hollows", x: [-5.5, 5.5], y: [-5.5, 5.5], start: [0, 0], rate: 0.01, bend: 1.7, tall: Math.sqrt,
      f: ([x, y]) => (x ** 2 + y - 11) ** 2 + (x + y ** 2 - 7) ** 2,
      g([x, y]) {
        const [a, b] = [x ** 2 + y - 11, x + y ** 2 - 7];
        return [4 * x * a + 2 * b, 2 * a + 4 * y * b];
      },
      lines: ["(w1**2 + w2 - 11) ** 2 + (w1 + w2**2 - 7) ** 2", "4 * w1 * a + 2 * b, 2 * a + 4 * w2 * b", "a, b = w1**2 + w2 - 11, w1 + w2**2 - 7"],
    },
    neuron: {
      name: "the loss of one neuron", x: [-8, 8], y: [-8, 8], start: [-3, 3], rate: 0.5, bend: 1.5,
      f: (w, { loss }) => nn.loss(loss, neuron(w).cache.A[1], Y),
      g(w, { loss }) {
        const { net, cache } = neuron(w);
        const { dW, db } = nn.backward(net, cache, Y, loss);
        return [dW[0].d[0], db[0][0]];
      },
      before: () => `x = np.array(${python(DATA.x)})\ny = np.array(${python(DATA.y)})


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))  # exp(710) would not fit
`,
    },
  };
  const MSE = ["np.mean((sigmoid(w1 * x + w2) - y) ** 2)", "np.mean(dz * x), np.mean(dz)", "z = w1 * x + w2\n    slope = sigmoid(z) * sigmoid(-z)  # p (1 - p)\n    dz = 2 * (sigmoid(z) - y) * slope"];
  const BCE = ["-np.mean(y * np.log(p) + (1 - y) * np.log1p(-p))", MSE[1], "dz = sigmoid(w1 * x + w2) - y  # the log undoes the sigmoid's slope", "p = np.clip(sigmoid(w1 * x + w2), 1e-12, 1 - 1e-12)"];

  // Least and most curvature: what the gradient's own changes give.
  function curvatures(state, [x, y]) {
    const { g } = SURFACES[state.surface];
    const by = (h, k) => {
      const down = g([x - h, y - k], state);
      return g([x + h, y + k], state).map((v, i) => (v - down[i]) / 2e-4);
    };
    const [a, b] = by(1e-4, 0);
    const d = by(0, 1e-4)[1];
    const off = Math.hypot((a - d) / 2, b);
    return [(a + d) / 2 - off, (a + d) / 2 + off];
  }

  // -- optimizers ---------------------------------------------------------------------------
  //
  // reach: below so many times 1 / λ_max it comes to the bottom of a bowl.

  const velocity = ["velocity = np.zeros(2)\n", "velocity[:] = momentum * velocity - rate * g\n    "];
  const squares = "squares[:] = decay * squares + (1 - decay) * g * g\n    ";
  const OPTIMIZERS = {
    sgd: { name: "SGD", rule: "step = −rate · gradient", reach: () => 2, lines: ["", "return -rate * g"] },
    momentum: {
      name: "SGD with momentum", rule: "step = momentum · last step − rate · gradient", reach: (m) => 2 + 2 * m,
      lines: [velocity[0], `${velocity[1]}return velocity`],
    },
    nesterov: {
      name: "Nesterov momentum", rule: "v = momentum · v − rate · gradient; step = momentum · v − rate · gradient", reach: (m) => (2 + 2 * m) / (1 + 2 * m),
      lines: [velocity[0], `${velocity[1]}return momentum * velocity - rate * g  # looks one step ahead`],
    },
    rmsprop: {
      name: "RMSprop", rule: "s = 0.9 s + 0.1 gradient²; step = −rate · gradient / √s",
      lines: ["decay, eps = 0.9, 1e-8\nsquares = np.zeros(2)\n", `${squares}return -rate * g / (np.sqrt(squares) + eps)`],
    },
    adam: {
      name: "Adam", rule: "m, s = running means of gradient and gradient²; step = −rate · m / √s",
      lines: ["beta1, decay, eps = 0.9, 0.999, 1e-8\nmean, squares = np.zeros(2), np.zeros(2)\n", `mean[:] = beta1 * mean + (1 - beta1) * g
    ${squares}return -rate * (mean / (1 - beta1**t)) / (np.sqrt(squares / (1 - decay**t)) + eps)`],
    },
  };
  const remembers = ({ optimizer }) => optimizer === "momentum" || optimizer === "nesterov";
  const isBowl = ({ surface }) => surface === "bowl";
  const isNeuron = ({ surface }) => surface === "neuron";

  // -- the path -------------------------------------------------------------------------------

  function walked(state) {
    const { f, g } = SURFACES[state.surface];
    const w = Float64Array.of(state.x, state.y);
    const rule = nn.optimizer(state.optimizer, { lr: state.rate, momentum: state.momentum });
    const path = [[...w]];
    const gradients = [g(w, state)];
    while (path.length <= MOST && Math.max(...w.map(Math.abs)) <= FAR) {
      rule.step([w], [gradients.at(-1)]);
      // What two computers round differently must not grow on a wild path.
      w.forEach((v, i) => { w[i] = round(v, 9); });
      path.push([...w]);
      gradients.push(g(w, state));
    }
    const moves = path.slice(1).map((at, k) => at.map((v, i) => v - path[k][i]));
    return { path, gradients, moves, losses: path.map((at) => f(at, state)) };
  }
  let known = {};
  // The path so far; `settled`: since when it stands still, if it does.
  function found(state) {
    const key = JSON.stringify({ ...state, steps: 0, turn: 0, tilt: 0 });
    if (known.key !== key) known = { key, ...walked(state) };
    const { path, gradients, moves, losses } = known;
    const n = Math.min(state.steps, moves.length);
    const rests = (k) => length(gradients[k]) < STILL && (k === 0 || length(moves[k - 1]) < STILL);
    let settled = n + 1;
    while (settled > 0 && rests(settled - 1)) settled -= 1;
    return {
      n, settled, gradients, moves, path: path.slice(0, n + 1), losses: losses.slice(0, n + 1),
      now: path[n], diverged: Math.max(...path[n].map(Math.abs)) > FAR, bent: curvatures(state, path[n]),
    };
  }

  function verdict(state, { n, settled, diverged, now, losses, bent: [least, most] }) {
    const loss = show(losses[n], 3);
    const reach = OPTIMIZERS[state.optimizer].reach?.(state.momentum);
    const times = state.rate * state.condition;
    const above = isBowl(state) && times > reach ? `the rate is above ${show(reach)} / λ_max = ${show(reach / state.condition)}` : "";
    if (diverged) {
      const steep = curvatures(state, [state.x, state.y])[1];
      return `Diverged at step ${n}: ${above || (reach && state.rate * steep > 2 ? `at the start λ_max is ${show(steep, 3)}, and the rate is above 2 / λ_max = ${show(2 / steep, 2)}` : "its steps carried it away")}.`;
    }
    if (settled <= n) {
      if (least > FLAT) return `Converged at step ${settled}: hardly any slope is left, and the surface rises on all sides. The loss is ${loss}.`;
      return `It has stood still since step ${settled}, ${least < -FLAT ? "and not at a bottom: no slope here, but the surface falls away on a side" : `on a plateau: hardly any gradient to follow, and the loss is still ${loss}`}.`;
    }
    if (n === 0) return `At the start, with a loss of ${loss}. Press Step or Play.`;
    const how = !inside(state, now) ? "It has left the map." : above ? `This goes wrong: ${above}.`
      : isBowl(state) && reach === 2 ? times > 1 ? `It jumps across the valley, and comes ${times < 2 ? "" : "no "}closer.` : "It slides down one side." : "";
    return `Still going at step ${n}, with a loss of ${loss}. ${how}`.trim();
  }

  // -- the surface as heights from 0 to 1 ---------------------------------------------------

  let ground = {};
  function land(state) {
    const { surface, condition, loss } = state;
    const key = [surface, condition, loss].join();
    if (ground.key !== key) {
      const { f, x, y, tall = Number } = SURFACES[surface];
      const at = ([low, high], i) => low + ((high - low) * i) / FINE;
      const side = [...Array(FINE + 1).keys()];
      const raw = side.map((j) => side.map((i) => tall(f([at(x, i), at(y, j)], state))));
      const low = Math.min(...raw.flat());
      const high = Math.max(...raw.flat());
      const height = (v) => (v - low) / (high - low);
      ground = { key, grid: raw.map((row) => row.map(height)), height: (v) => height(tall(v)) };
    }
    return ground;
  }
  // From data to −1 … 1.
  const onto = ({ surface }, at) => at.map((v, i) => {
    const [low, high] = SURFACES[surface]["xy"[i]];
    return (2 * (v - low)) / (high - low) - 1;
  });
  const inside = (state, at) => onto(state, at).every((v) => Math.abs(v) <= 1);

  // What lies above a height, to fill, and its edge, to draw: marching squares.
  function above(grid, at, place) {
    let [area, edge] = ["", ""];
    for (let j = 0; j < FINE; j += 1) {
      // Where a run of cells began that lie above it altogether.
      let run = -1;
      for (let i = 0; i <= FINE; i += 1) {
        const high = (k, l) => grid[l][k] >= at;
        const count = i < FINE ? high(i, j) + high(i + 1, j) + high(i + 1, j + 1) + high(i, j + 1) : 0;
        if (count === 4) {
          if (run < 0) run = i;
          continue;
        }
        if (run >= 0) area += `M${place(run, j)}L${place(i, j)}L${place(i, j + 1)}L${place(run, j + 1)}Z`;
        run = -1;
        if (count === 0) continue;
        const ring = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
        const around = [];
        const cuts = [];
        ring.forEach(([a, b], n) => {
          const [c, d] = ring[(n + 1) % 4];
          if (high(a, b)) around.push(place(a, b));
          if (high(a, b) === high(c, d)) return;
          const share = (at - grid[b][a]) / (grid[d][c] - grid[b][a]);
          cuts.push(place(a + (c - a) * share, b + (d - b) * share));
          around.push(cuts.at(-1));
        });
        area += `M${around.join("L")}Z`;
        for (let n = 0; n < cuts.length; n += 2) edge += `M${cuts[n]}L${cuts[n + 1]}`;
      }
    }
    return [area, edge];
  }

  // -- the map ------------------------------------------------------------------------------------

  const WIDE = 380;
  const HIGH = 366;
  let map;
  let bands;
  let marks;

  // A figure that arrow keys do something to.
  function keyed(label, node, words, act) {
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const onkeydown = (event) => {
      if (!arrows[event.key]) return;
      event.preventDefault();
      act(...arrows[event.key].map((v) => v * (event.shiftKey ? 10 : 1)));
    };
    return el("figure", {}, el("div", { role: "application", tabindex: 0, "aria-label": label, onkeydown }, node), el("figcaption", { class: "sub" }, words));
  }

  function makeMap(ui) {
    map = chart({ width: WIDE, height: HIGH, x: [-5, 5], y: [-5, 5], xLabel: "w₁", yLabel: "w₂" });
    const curve = (style, width, stroke = "") => {
      const node = svg("path", { class: `curve ${style}` });
      Object.assign(node.style, { stroke, strokeWidth: width });
      return node;
    };
    bands = [...Array(BANDS - 1)].map(() => svg("path", { class: "bar", "fill-opacity": 0.09 })).concat(curve("blue", 0.8));
    marks = {
      under: curve("", 5, "var(--paper)"), line: curve("orange", 2), dots: curve("orange", 5), down: svg("path", { class: "cursor" }),
      start: svg("rect", { class: "dot orange", width: 10, height: 10 }), now: svg("circle", { class: "dot orange", r: 6 }),
    };
    map.marks.append(...bands, ...Object.values(marks));
    const put = (event) => {
      if (event.type === "pointermove" && event.buttons === 0) return;
      const [x, y] = map.at(event);
      ui.set({ x, y });
    };
    map.node.addEventListener("pointerdown", put);
    map.node.addEventListener("pointermove", put);
    return keyed("Map: the arrow keys move the start, with Shift further", map.node, "Square: the start, put it anywhere. Circle: now. Dashed: straight downhill.",
      (right, up) => ui.set({ x: ui.state.x + right / 10, y: ui.state.y + up / 10 }));
  }

  let drawn;
  function drawMap(state, m) {
    const { x, y, name, bend } = SURFACES[state.surface];
    const { key, grid } = land(state);
    if (drawn !== key) {
      drawn = key;
      map.axes(x, y);
      const { plot } = map;
      const place = (i, j) => `${(plot.x + (i / FINE) * plot.width).toFixed(1)} ${(plot.y + (1 - j / FINE) * plot.height).toFixed(1)}`;
      let edges = "";
      for (let k = 1; k < BANDS; k += 1) {
        const [area, edge] = above(grid, (k / BANDS) ** bend, place);
        bands[k - 1].setAttribute("d", area);
        edges += edge;
      }
      bands[BANDS - 1].setAttribute("d", edges);
    }
    const near = m.path.map((at) => at.map((v) => clamp(v, -60, 60)));
    const at = near.map(([a, b]) => [map.X(a), map.Y(b)]);
    const [a, b] = at[m.n];
    const [right, up] = m.gradients[m.n].map((v) => (44 * v) / Math.max(length(m.gradients[m.n]), STILL));
    const line = { d: map.line(near) };
    const places = {
      under: line, line, dots: { d: at.map((place) => `M${place}h0`).join("") }, down: { d: `M${a} ${b}l${-right} ${up}` },
      start: { x: at[0][0] - 5, y: at[0][1] - 5 }, now: { cx: a, cy: b, r: m.n && 6 },
    };
    for (const [key, place] of Object.entries(places)) filled(marks[key], place, []);
    map.describe(`Map of ${name}: from ${pair(m.path[0])} in ${m.n} steps to ${pair(m.now)}`);
  }

  // -- the view -------------------------------------------------------------------------------------

  let canvas;

  function makeView(ui) {
    canvas = el("canvas", { width: 2 * WIDE, height: 2 * HIGH, role: "img" });
    Object.assign(canvas.style, { width: "100%", touchAction: "pan-y", cursor: "grab" });
    const turned = (right, up) => ui.set({ turn: ui.state.turn + right, tilt: ui.state.tilt + up });
    canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
    canvas.addEventListener("pointermove", (event) => {
      if (event.buttons) turned(event.movementX, event.movementY);
    });
    return keyed("View in 3-D: the arrow keys turn it", canvas, "Drag it, or use the arrow keys, to turn it. The bluer, the higher.", (right, up) => turned(5 * right, 5 * up));
  }

  // Where a point of the cube is on the canvas, and how near it is.
  function camera({ turn, tilt }) {
    const [a, e] = [turn, tilt].map((angle) => (angle * Math.PI) / 180);
    return ([x, y, z]) => {
      const right = x * Math.cos(a) - y * Math.sin(a);
      const back = x * Math.sin(a) + y * Math.cos(a);
      const up = 0.95 * (z - 0.5);
      return [WIDE / 2 + 117 * right, HIGH / 2 - 117 * (back * Math.sin(e) + up * Math.cos(e)), up * Math.sin(e) - back * Math.cos(e)];
    };
  }

  const mix = (from, to, share) => from.map((v, i) => v + (to[i] - v) * share);
  const css = (parts) => `rgb(${parts.map(Math.round)})`;

  function drawView(state, m) {
    const { name, bend, tall } = SURFACES[state.surface];
    const { grid, height } = land(state);
    const see = camera(state);
    const [paper, blue, ink, orange] = ["paper", "blue", "ink", "orange"].map((word) => [1, 3, 5].map((at) => Number.parseInt(colour(word).slice(at, at + 2), 16)));
    const pen = canvas.getContext("2d");
    pen.setTransform(2, 0, 0, 2, 0, 0);
    pen.clearRect(0, 0, WIDE, HIGH);
    Object.assign(pen, { lineJoin: "round", lineCap: "round", textAlign: "left", font: "13px system-ui, sans-serif" });
    const trace = (points, width, stroke, fill) => {
      pen.beginPath();
      for (const point of points) pen.lineTo(point[0], point[1]);
      pen.lineWidth = width;
      pen.strokeStyle = stroke;
      if (fill) {
        pen.fillStyle = fill;
        pen.closePath();
        pen.fill();
      }
      pen.stroke();
    };

    // The floor, the upright edge on the left, and the names.
    const floor = [[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]];
    const soft = css(mix(paper, ink, 0.7));
    trace(floor.map(see), 1, soft, css(paper));
    const post = floor.slice().sort((p, q) => see(p)[0] - see(q)[0])[0];
    const top = see([post[0], post[1], 1]);
    trace([see(post), top], 1, soft);
    pen.fillStyle = soft;
    for (const [word, ...ends] of [["w₁", [0, -1.2, 0], [0, 1.2, 0]], ["w₂", [-1.2, 0, 0], [1.2, 0, 0]]]) {
      const [x, y] = ends.map(see).sort((p, q) => q[2] - p[2])[0];
      pen.fillText(word, x - 7, y + 5);
    }
    if (state.tilt < 80) pen.fillText(tall ? "√ loss" : "loss", Math.max(top[0] - 12, 0), top[1] - 8);

    // What is further away comes first.
    const items = [];
    for (let j = 0; j < FINE; j += 2) {
      for (let i = 0; i < FINE; i += 2) {
        const corners = [[i, j], [i + 2, j], [i + 2, j + 2], [i, j + 2]].map(([k, l]) => see([(2 * k) / FINE - 1, (2 * l) / FINE - 1, grid[l][k]]));
        // Light from one side shows how steep it is.
        const lit = clamp((grid[j][i + 2] + grid[j + 2][i] - 2 * grid[j][i]) * 2, -0.18, 0.18);
        const fill = mix(mix(paper, blue, 0.08 + 0.6 * grid[j + 1][i + 1] ** (1 / bend)), lit > 0 ? paper : ink, Math.abs(lit));
        items.push({ near: (corners[0][2] + corners[2][2]) / 2, corners, fill: css(fill) });
      }
    }
    const lines = strokes(state, m, height);
    for (const ends of lines) {
      const line = ends.map(see);
      items.push({ near: line[0][2] + 0.07, line });
    }
    const seam = css(mix(paper, blue, 0.75));
    for (const { corners, fill, line } of items.sort((a, b) => a.near - b.near)) {
      if (line) trace(line, 5, css(paper));
      trace(line ?? corners, line ? 2.5 : 0.4, line ? css(orange) : seam, fill);
    }
    // What a slope hides of the path shows through it, faintly.
    pen.setLineDash([2, 4]);
    for (const ends of lines) trace(ends.map(see), 1, css(orange));
    pen.setLineDash([]);
    for (const k of new Set([0, m.n])) {
      if (!inside(state, m.path[k])) continue;
      const [x, y] = see([...onto(state, m.path[k]), height(m.losses[k])]);
      const turns = k ? [...Array(24).keys()].map((i) => (i * Math.PI) / 12) : [1, 3, 5, 7].map((i) => (i * Math.PI) / 4);
      trace(turns.map((angle) => [x + 6.5 * Math.cos(angle), y + 6.5 * Math.sin(angle)]), 2.5, css(orange), css(paper));
    }
    canvas.setAttribute("aria-label", `In 3-D: ${name} with the path, turned by ${state.turn}°, from ${state.tilt}° above`);
  }

  // The steps in short pieces, each of which is before or behind a part of the surface.
  function strokes(state, m, height) {
    const points = m.path.map((at, k) => [...onto(state, at), height(m.losses[k])]);
    return points.slice(1).flatMap((to, k) => {
      const count = clamp(Math.ceil(length([to[0] - points[k][0], to[1] - points[k][1]]) * 12), 1, 400);
      const part = (n) => mix(points[k], to, n / count);
      return [...Array(count).keys()].map((n) => [part(n), part(n + 1)]).filter((ends) => ends.every(([a, b, c]) => Math.abs(a) <= 1 && Math.abs(b) <= 1 && c < 1.05));
    });
  }

  // -- the page ------------------------------------------------------------------------------------------

  let said;
  let cards;

  function make(stage, ui) {
    const { set } = ui;
    ui.set = (change) => set(change.surface ? { ...fresh(change.surface), ...change } : change);
    said = el("p", { class: "verdict" });
    cards = el("div", { class: "cards" });
    stage.append(said, el("div", { class: "pair" }, makeMap(ui), makeView(ui)), cards);
  }

  const card = (title, words, rows) => el("div", { class: "card" }, el("h3", {}, title), el("p", { class: "sub" }, words),
    el("dl", {}, rows.map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value)))));

  function draw(state) {
    const m = found(state);
    const { losses, now, n, bent: [least, most] } = m;
    for (const key of ["x", "y"]) {
      const [min, max] = SURFACES[state.surface][key];
      Object.assign(document.getElementById(`c-${key}`), { min, max, value: state[key] });
    }
    said.textContent = verdict(state, m);
    drawMap(state, m);
    drawView(state, m);
    const { name, rule } = OPTIMIZERS[state.optimizer];
    cards.replaceChildren(
      card(name, rule, [["last step", n ? pair(m.moves[n - 1]) : "none"], ["w₁, w₂ now", pair(now)], ["loss", show(losses[n])], ["gradient", pair(m.gradients[n])]]),
      card("How it bends here", "λ: how much, by direction", [["λ_max, λ_min", pair([most, least])], ...(most > 0 ? [["2 / λ_max", show(2 / most, 3)], ["rate, as a part of that", show((state.rate * most) / 2, 3)]] : [])]));
  }

  // Where to begin on a surface, and how fast.
  const fresh = (surface) => {
    const { start: [x, y], rate } = SURFACES[surface];
    return { surface, x, y, rate };
  };

  function mend(state, ui) {
    const { x, y } = SURFACES[state.surface];
    // The bowl's own start is on no other map: an address that names a surface and no start.
    if (state.x < x[0] && state.x === ui.defaults.x) Object.assign(state, fresh(state.surface), state.rate === ui.defaults.rate ? {} : { rate: state.rate });
    state.x = round(clamp(state.x, ...x), 2);
    state.y = round(clamp(state.y, ...y), 2);
    state.rate = Number(state.rate.toPrecision(4));
    state.steps = Math.round(state.steps);
    state.turn = ((Math.round(state.turn) + 540) % 360) - 180;
    state.tilt = clamp(Math.round(state.tilt), 10, 90);
  }

  function step(state, ui) {
    // Slowly at first, for the eye to follow: ten steps a second, then up to sixty.
    ui.data.frames = (ui.data.frames ?? 0) + 1;
    if (ui.playing() && ui.data.frames % Math.ceil(6 - Math.min(state.steps, 50) / 10)) return true;
    state.steps = found(state).n + 1;
    const { n, diverged, settled } = found(state);
    state.steps = n;
    return n < MOST && !diverged && settled > n;
  }

  function numpy(state) {
    const { before: first = () => "", lines } = SURFACES[state.surface];
    const [loss, slope, prepare, prepareLoss] = lines ?? (state.loss === "mse" ? MSE : BCE);
    const body = (line) => `    w1, w2 = w\n${line ? `    ${line}\n` : ""}`;
    const { name, lines: [memory, move] } = OPTIMIZERS[state.optimizer];
    return `import numpy as np

rate, momentum, steps = ${python(state.rate)}, ${python(state.momentum)}, ${state.steps}
w = np.array([${python(state.x)}, ${python(state.y)}], dtype=float)  # the start
${first(state)}

def loss(w):
${body(prepareLoss)}    return ${loss}


def gradient(w):
${body(prepare)}    return np.array([${slope}])


# ${name}
${memory}

def move(g, t):
    ${move}


path, losses = [w], [loss(w)]
for t in range(1, steps + 1):
    w = w + move(gradient(w), t)
    w = np.round(w, 9)  # so that every computer walks the same way
    path.append(w)
    losses.append(loss(w))
    if np.abs(w).max() > ${FAR}:
        break  # it has diverged
end_gradient = gradient(w)

for t, (point, value) in enumerate(zip(path, losses)):
    print(f"step {t:3}  w {point[0]:9.4f} {point[1]:9.4f}  loss {value:.6g}")
print("gradient there:", end_gradient)
`;
  }

  const falls = (state, loss) => {
    const { losses, n } = found({ ...state, loss });
    return 1 - losses[n] / losses[0];
  };
  const names = (table) => Object.entries(table).map(([key, { name }]) => [key, name]);

  explorer({
    controls: [
      { key: "surface", kind: "select", label: "Surface", options: names(SURFACES), value: "bowl" },
      { key: "condition", kind: "range", label: "Condition number: λ_max / λ_min", min: 1, max: 100, value: 10, when: isBowl },
      { key: "loss", kind: "select", label: "Loss on six points (w₁: weight, w₂: bias)", options: [["bce", "log-loss"], ["mse", "mean squared error"]], value: "bce", when: isNeuron },
      { key: "optimizer", kind: "select", label: "Optimizer", options: names(OPTIMIZERS), value: "sgd" },
      { key: "rate", kind: "range", log: true, label: "Learning rate", min: 0.0001, max: 10, step: 0.05, value: 0.05 },
      { key: "momentum", kind: "range", label: "Momentum", min: 0, max: 0.99, step: 0.01, value: 0.9, when: remembers },
      { key: "steps", kind: "range", label: "Steps taken", min: 0, max: MOST, value: 20 },
      { key: "x", kind: "range", label: "Start: w₁", min: -10, max: 10, step: 0.1, value: -9 },
      { key: "y", kind: "range", label: "Start: w₂", min: -10, max: 10, step: 0.1, value: 4 },
      { key: "turn", kind: "range", label: "Turn the view", min: -180, max: 180, step: 5, value: 30 },
      { key: "tilt", kind: "range", label: "Tilt the view", min: 10, max: 90, step: 5, value: 35 },
    ],
    state: {},
    mend,
    make,
    draw,
    numpy,
    play: { step },
    values(state) {
      const { path, losses, gradients, n } = found(state);
      return { path, losses, end_gradient: gradients[n] };
    },
    say(state) {
      const m = found(state);
      return `${OPTIMIZERS[state.optimizer].name} on ${SURFACES[state.surface].name}, rate ${show(state.rate)}, from ${pair(m.path[0])}${m.n ? ` to ${pair(m.now)}` : ""}. ${verdict(state, m)}`;
    },
    numbers(state) {
      const { path, losses, gradients, moves, n } = found(state);
      return {
        head: ["step", "w₁", "w₂", "loss", "gradient 1", "gradient 2", "next step 1", "next step 2"],
        rows: path.map((at, k) => [k, ...at, losses[k], ...gradients[k], ...(k < n ? moves[k] : ["", ""])]),
      };
    },
    tasks: {
      diverge: (state) => isBowl(state) && state.optimizer === "sgd" && state.rate <= 0.05 && found(state).diverged,
      valley(state) {
        const { now: [a, b], n } = found(state);
        return state.surface === "rosenbrock" && state.x <= -1 && n <= 150 && length([a - 1, b - 1]) < 0.1;
      },
      plateau: (state) => isNeuron(state) && state.loss === "bce" && state.optimizer === "sgd" && found(state).n >= 50 && falls(state, "mse") < 0.1 && falls(state, "bce") > 0.5,
    },
  });
})();
