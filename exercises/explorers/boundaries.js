// Nine networks side by side: three architectures on three sets of points.
//
// A network follows from its settings, the seed and the number of epochs, so the address
// brings it back: what is missing is trained in slices that leave each frame its time.
"use strict";
(() => {
  const { rounded, born, advance, look, note } = classifier;
  const MOST = 1000;
  const BUDGET = 7;
  const DATA = ["linear", "moons", "circles", "xor"];
  const NETS = ["[2, 1]", "[2, 2, 1]", "[2, 3, 1]", "[2, 4, 1]", "[2, 8, 1]", "[2, 4, 4, 1]", "[2, 8, 8, 1]", "[2, 16, 16, 1]"];
  const NAMES = { tanh: "tanh", relu: "ReLU", leaky_relu: "leaky ReLU", sigmoid: "sigmoid", linear: "none (linear)" };
  const RULES = { sgd: "SGD", momentum: "SGD with momentum", rmsprop: "RMSprop", adam: "Adam" };

  const percent = (share) => `${Number((100 * share).toFixed(1))}\u00a0%`;
  const dataOf = (state, i) => state[`data${(i % 3) + 1}`];
  const netOf = (state, i) => state[`net${Math.floor(i / 3) + 1}`];
  const settings = (state, i) => ({ ...state, data: dataOf(state, i), net: netOf(state, i) });

  const STYLE = `
.nine { display: grid; gap: .8rem; }
.trio { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .3rem clamp(.3rem, 1vw, .8rem); }
.head { grid-column: 1 / -1; display: flex; flex-wrap: wrap; align-items: center; gap: 0 .75rem; }
.cell { border-radius: 8px; padding: .325rem 2px; cursor: zoom-in; font-size: clamp(.72rem, 2.5vw, .8125rem); line-height: 1.35; font-variant-numeric: tabular-nums; }
.cell p { display: flex; flex-wrap: wrap; gap: 0 .75em; }
.cell .sub { font-size: inherit; min-height: 1.35em; }
.cell[aria-selected="true"] { border: 2px solid var(--edge); padding: .2rem 0; }
.field { width: 100%; border-radius: 4px; }
.thumbs { display: flex; flex-wrap: wrap; gap: .4rem; }
.thumbs canvas { width: 4.5rem; border-radius: 4px; }
`;

  // -- the figure ------------------------------------------------------------------------------

  let cells = [];
  let views;
  let heads;
  let one;
  let epoch;
  let board;
  let legend;
  const wide = { small: 0, large: 0 };

  function make(stage, ui) {
    const on = (text, action) => el("button", { type: "button", onclick: action }, text);
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    document.adoptedStyleSheets = [style];
    // The choices of a column and of a row stand at its head, Play above the pictures.
    heads = [];
    const head = (key, role) => {
      const box = document.querySelector(`[data-key="${key}"]`);
      box.firstChild.className = "vh";
      const text = el("span", { class: "sub" });
      heads.push({ key, box, text });
      return el("div", { class: role === "rowheader" ? "head" : null, role }, box, text);
    };
    const row = (...parts) => el("div", { class: "trio", role: "row" }, ...parts);
    views = Array.from({ length: 9 }, (_, i) => {
      const view = { canvas: el("canvas", { class: "field", role: "img" }), train: el("p", {}), held: el("p", {}), note: el("p", { class: "sub" }) };
      view.node = el("div", { class: "cell", role: "gridcell", onclick: () => enlarge(i, ui) }, view.canvas, view.train, view.held, view.note);
      return view;
    });
    board = el("div", { class: "nine", role: "grid", dir: "ltr", "aria-label": "Nine networks; arrows move, Enter enlarges", onkeydown: (event) => move(event, ui) },
      row(el("div", { class: "vh", role: "columnheader" }, "network"), ["data1", "data2", "data3"].map((key) => head(key, "columnheader"))),
      ["net1", "net2", "net3"].map((key, k) => row(head(key, "rowheader"), views.slice(3 * k, 3 * k + 3).map((view) => view.node))));
    one = {
      title: el("strong", {}), canvas: el("canvas", { class: "field", role: "img" }), text: el("p", {}), layers: el("div", {}),
      curves: ["zero", "grid", "curve blue", "curve orange dashed"].map((style) => svg("path", { class: style })),
      losses: el("figcaption", { class: "sub" }),
    };
    one.canvas.style.maxWidth = "38rem";
    one.back = on("Back to all nine", () => back(ui));
    one.node = el("div", { class: "nine", dir: "ltr", onkeydown: (event) => { if (event.key === "Escape") back(ui); } },
      el("p", { class: "head" }, one.back, one.title), one.canvas, one.text, one.layers,
      el("figure", {}, svg("svg", { class: "chart", viewBox: "0 0 400 100", "aria-hidden": "true" }, one.curves), one.losses));
    epoch = el("strong", {});
    legend = el("p", { class: "sub" });
    const buttons = document.getElementById("buttons");
    buttons.prepend(epoch);
    buttons.children[2].after(on("Train 50 more", () => ui.set({ epochs: ui.state.epochs + 50 })), on("Back to epoch 0", () => { ui.stop(); ui.set({ epochs: 0 }); }));
    stage.append(buttons, board, one.node, legend);
    const observer = new ResizeObserver(() => {
      const now = [views[0].canvas.clientWidth || wide.small, one.canvas.clientWidth || wide.large];
      if (now[0] === wide.small && now[1] === wide.large) return;
      [wide.small, wide.large] = now;
      ui.redraw();
    });
    observer.observe(views[0].canvas);
    observer.observe(one.canvas);
    matchMedia("print").addEventListener("change", () => ui.redraw());
  }

  function enlarge(cell, ui) {
    ui.set({ cell, large: true });
    one.back.focus();
  }
  function back(ui) {
    ui.set({ large: false });
    views[ui.state.cell].node.focus();
  }

  function move(event, ui) {
    const at = views.findIndex((view) => view.node === event.target);
    if (at < 0) return;
    const steps = { ArrowLeft: at % 3 ? -1 : 0, ArrowRight: at % 3 < 2 ? 1 : 0, ArrowUp: at > 2 ? -3 : 0, ArrowDown: at < 6 ? 3 : 0 };
    if (event.key === "Enter" || event.key === " ") {
      enlarge(at, ui);
    } else if (event.key in steps) {
      ui.set({ cell: at + steps[event.key] });
      views[ui.state.cell].node.focus();
    } else return;
    event.preventDefault();
  }

  const told = ({ loss, accuracy }) => [percent(accuracy), `loss\u00a0${loss.toFixed(3)}`];
  const nameOf = (state, i) => `${netOf(state, i)} on ${dataOf(state, i)}`;

  function paintSmall(state, i) {
    const [view, seen] = [views[i], look(cells[i])];
    fields.picture(view.canvas, { ...cells[i], net: seen.net }, wide.small, [50, 40], false);
    view.canvas.setAttribute("aria-label", nameOf(state, i));
    for (const [part, name] of [["train", "training"], ["held", "held out"]]) {
      const [share, loss] = told(seen[part]);
      view[part].replaceChildren(el("span", {}, `${name} ${share}`), " ", el("span", {}, loss));
    }
    view.note.textContent = note(seen);
  }

  function paintLarge(state) {
    const cell = cells[state.cell];
    const seen = look(cell);
    const name = nameOf(state, state.cell);
    const [c, r] = [76, 56];
    const layers = fields.picture(one.canvas, { ...cell, net: seen.net }, wide.large, [c, r], true).A.slice(1, -1);
    one.title.textContent = name;
    one.text.textContent = `Training points right: ${told(seen.train).join(", ")}. Held-out points right: ${told(seen.held).join(", ")}. ${note(seen)}`;
    one.canvas.setAttribute("aria-label", `${name}: the probability of a triangle over the plane`);
    if (one.name !== name) {
      one.name = name;
      one.layers.replaceChildren(...layers.map((a, l) => el("figure", {},
        el("div", { class: "thumbs" }, Array.from({ length: a.r }, () => el("canvas", { "aria-hidden": "true" }))),
        el("figcaption", { class: "sub" }, `Hidden layer ${l + 1}: what each of its ${a.r} neurons gives, orange above 0, blue below.`))));
    }
    layers.forEach((a, l) => fields.rows(a).forEach((row, k) => {
      const most = row.reduce((m, v) => Math.max(m, Math.abs(v)), 1e-9);
      fields.shade(one.layers.children[l].firstChild.children[k], row, c, r, 2, most);
    }));
    const path = [...cell.history, [seen.epoch, seen.train.loss, seen.held.loss]];
    const top = path.reduce((most, [, a, b]) => Math.max(most, a || 0, b || 0), 0.8);
    const line = (k) => `M${path.map((at) => `${((400 * at[0]) / Math.max(1, seen.epoch)).toFixed(1)} ${(98 - (96 * at[k]) / top || 0).toFixed(1)}`).join("L")}`;
    const level = 98 - (96 * Math.LN2) / top;
    ["M0 98H400", `M0 ${level}H400`, line(1), line(2)].forEach((d, k) => one.curves[k].setAttribute("d", d));
    one.losses.textContent = `The loss over ${seen.epoch} epochs, from 0 to ${show(top, 2)}: training points full line, held-out points dashed. Thin: ln 2, the loss of guessing.`;
  }

  // -- work, in slices ---------------------------------------------------------------------------

  const behind = (state) => cells.some((cell) => cell.epoch < state.epochs);
  let turn = 0;
  let waiting = 0;

  // Train what lags behind, then paint what has changed; gives whether something is left.
  function work(ui) {
    const { state } = ui;
    const paper = fields.dress();
    const until = performance.now() + BUDGET;
    // A step by hand is not cut in two.
    const single = !ui.playing() && cells.every((cell) => state.epochs - cell.epoch <= 1);
    while (behind(state) && (single || performance.now() < until)) advance(cells.reduce((a, b) => (b.epoch < a.epoch ? b : a)));
    const late = behind(state);
    if (!late && !ui.playing()) cells.forEach(look);
    const seen = cells.map((cell) => cell.epoch);
    epoch.textContent = `Epoch ${Math.min(...seen)}${late ? ` of ${state.epochs}` : ""}`;
    // The large picture is painted now and then, and none before its end without motion.
    if (late && still.matches) return true;
    if (state.large && ui.playing() && state.epochs % 3) return true;
    let painted = 0;
    for (let k = 0; k < (state.large ? 1 : 9); k += 1) {
      const i = state.large ? state.cell : (turn + k) % 9;
      const [view, width] = state.large ? [one, wide.large] : [views[i], wide.small];
      const key = [cells[i].key, cells[i].epoch, width, paper].join();
      if (width === 0 || view.painted === key) continue;
      if (painted > 0 && (performance.now() > until || (ui.playing() && painted > 1))) {
        turn = i;
        return true;
      }
      view.painted = key;
      painted += 1;
      if (state.large) paintLarge(state);
      else paintSmall(state, i);
    }
    return late;
  }

  function goOn(ui) {
    if (waiting || ui.playing()) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      if (ui.playing()) return;
      if (work(ui)) goOn(ui);
      else ui.redraw();
    });
  }

  function draw(state, ui) {
    for (let i = 0; i < 9; i += 1) {
      const wanted = settings(state, i);
      if (cells[i]?.key !== classifier.key(wanted) || cells[i].epoch > state.epochs) cells[i] = born(wanted);
      views[i].node.tabIndex = i === state.cell ? 0 : -1;
      views[i].node.setAttribute("aria-selected", String(i === state.cell));
    }
    for (const { key, box, text } of heads) {
      text.textContent = `${box.hidden ? state[key] : ""} ${key.startsWith("net") ? `${nn.count(JSON.parse(state[key]))} parameters` : ""}`;
    }
    board.hidden = state.large;
    one.node.hidden = !state.large;
    legend.textContent = `○ and ▲ are the classes. Full marks are training points, pale ones were held out: no network has learned from them. The line is where the probability is one half.${state.large ? " Dashed: where the sum of a neuron of the first layer is 0." : " Click a picture, or press Enter on it, to enlarge it."}`;
    if (work(ui)) goOn(ui);
  }

  function finished(state) {
    const cell = cells[state.cell];
    while (cell.epoch < state.epochs) advance(cell);
    return cell;
  }

  // -- words and numbers -------------------------------------------------------------------------

  function say(state) {
    if (behind(state)) return `Training all nine up to epoch ${state.epochs}.`;
    if (state.large) {
      const seen = look(cells[state.cell]);
      return `Epoch ${seen.epoch}, ${nameOf(state, state.cell)}: ${percent(seen.train.accuracy)} of the training points right, ${percent(seen.held.accuracy)} of those held out. ${note(seen)}`;
    }
    const rows = [0, 3, 6].map((i) => `${netOf(state, i)} ${cells.slice(i, i + 3).map((cell) => percent(look(cell).held.accuracy)).join(", ")}`);
    return `Epoch ${state.epochs}. Held-out points right on ${[0, 1, 2].map((i) => dataOf(state, i)).join(", ")}: ${rows.join("; ")}.`;
  }

  function values(state) {
    const cell = finished(state);
    const { net, train, held } = look(cell);
    const { dW, db } = nn.backward(net, train.cache, cell.train.Y, "bce");
    const columns = (vectors) => vectors.map((v) => Array.from(v, (x) => [x]));
    return {
      W: net.layers.map(({ W }) => nn.rows(W)), b: columns(net.layers.map(({ b }) => b)),
      probabilities: Array.from(train.P.d), held_probabilities: Array.from(held.P.d),
      train_loss: train.loss, train_accuracy: train.accuracy, held_loss: held.loss, held_accuracy: held.accuracy,
      dW: dW.map(nn.rows), db: columns(db),
    };
  }

  const numbers = (state) => ({
    head: ["network", "epoch", "training loss", "training accuracy", "held-out loss", "held-out accuracy"],
    rows: cells.map((cell, i) => {
      const { train, held } = look(cell);
      return [nameOf(state, i), String(cell.epoch), train.loss, train.accuracy, held.loss, held.accuracy];
    }),
  });

  const PROGRAMS = {
    linear: ["z", "np.ones_like(z)"],
    sigmoid: ["1 / (1 + np.exp(-z))", "a * (1 - a)"],
    tanh: ["np.tanh(z)", "1 - a**2"],
    relu: ["np.maximum(z, 0)", "(z > 0).astype(float)"],
    leaky_relu: ["np.where(z > 0, z, 0.01 * z)", "np.where(z > 0, 1.0, 0.01)"],
  };
  // One point a row, four rows on a line.
  const pairs = ({ X }) => Array.from({ length: X.c }, (_, k) => `${k % 4 ? " " : "\n    "}${python([X.d[k], X.d[X.c + k]])},`).join("");
  const literal = (m) => `    np.array([${nn.rows(m).map((row) => `\n        ${python(row)},`).join("")}\n    ]),`;

  function numpy(state) {
    const cell = cells[state.cell];
    const { net } = look(cell);
    const [value, slope] = PROGRAMS[state.activation];
    return `import numpy as np

# ${nameOf(state, state.cell)} after ${cell.epoch} epochs. Each row of W[l] belongs to one neuron.
W = [
${net.layers.map(({ W }) => literal(W)).join("\n")}
]
b = [
${net.layers.map(({ b }) => literal(nn.matrix(b.length, 1, b))).join("\n")}
]
lr = ${state.lr}


def f(z):
    return ${value}


def slope(z, a):
    return ${slope}


def forward(X, W, b):
    """Sums Z and outputs A of every layer; A[0] is the input, A[-1] the probability."""
    Z, A = [], [X]
    for l in range(len(W)):
        Z.append(W[l] @ A[-1] + b[l])
        A.append(f(Z[-1]) if l < len(W) - 1 else 1 / (1 + np.exp(-Z[-1])))
    return Z, A


def loss(p, y):
    p = np.clip(p, 1e-12, 1 - 1e-12)
    return -np.mean(y * np.log(p) + (1 - y) * np.log1p(-p))


def accuracy(p, y):
    return np.mean((p >= 0.5) == (y == 1))


# Points to learn from and points held out: here one a row, then turned, one a column.
X = np.array([${pairs(cell.train)}
]).T
held_X = np.array([${pairs(cell.held)}
]).T
y = np.arange(X.shape[1]) % 2  # circle, triangle, circle, triangle, ...
held_y = np.arange(held_X.shape[1]) % 2

Z, A = forward(X, W, b)
probabilities = A[-1][0]
held_probabilities = forward(held_X, W, b)[1][-1][0]
train_loss, train_accuracy = loss(probabilities, y), accuracy(probabilities, y)
held_loss, held_accuracy = loss(held_probabilities, held_y), accuracy(held_probabilities, held_y)
print(f"training  loss {train_loss:.6f}  accuracy {train_accuracy:.3f}")
print(f"held out  loss {held_loss:.6f}  accuracy {held_accuracy:.3f}")

# One step of plain gradient descent on all training points at once.
dZ = (A[-1] - y) / y.size
dW, db = [], []
for l in reversed(range(len(W))):
    dW.insert(0, dZ @ A[l].T)
    db.insert(0, dZ.sum(axis=1, keepdims=True))
    if l:
        dZ = (W[l].T @ dZ) * slope(Z[l - 1], A[l])
next_W = [w - lr * g for w, g in zip(W, dW)]
next_b = [v - lr * g for v, g in zip(b, db)]
p = forward(X, next_W, next_b)[1][-1][0]
print(f"training loss after one step of descent: {loss(p, y):.6f}")
`;
  }

  // -- begin ---------------------------------------------------------------------------------------

  const same = (list) => list.map((name) => [name, name]);
  const some = (state, isIt) => cells.some((cell, i) => cell.seen && isIt(cell.seen, netOf(state, i), dataOf(state, i)));
  explorer({
    controls: [
      ...["linear", "moons", "circles"].map((value, k) => ({ key: `data${k + 1}`, kind: "select", label: `Points in column ${k + 1}`, options: same(DATA), value })),
      ...["[2, 1]", "[2, 4, 1]", "[2, 8, 8, 1]"].map((value, k) => ({ key: `net${k + 1}`, kind: "select", label: `Network in row ${k + 1}`, options: same(NETS), value })),
      { key: "activation", kind: "select", label: "Activation of hidden layers", options: Object.entries(NAMES), value: "tanh" },
      { key: "optimizer", kind: "select", label: "Optimizer", options: Object.entries(RULES), value: "adam" },
      { key: "lr", kind: "select", label: "Learning rate", options: same(["0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3"]), value: "0.03" },
      { key: "noise", kind: "range", label: "Noise", min: 0, max: 0.5, step: 0.05, value: 0.1 },
      { key: "n", kind: "range", label: "Training points", min: 10, max: 200, step: 10, value: 100 },
      { key: "seed", kind: "number", label: "Seed of points and first weights", min: 0, max: 999, value: 1 },
    ],
    state: { epochs: 0, cell: 4, large: false },
    mend(state) {
      const whole = (key, high) => { state[key] = clamp(Math.round(state[key]), 0, high); };
      whole("epochs", MOST);
      whole("cell", 8);
      whole("seed", 999);
      whole("n", 200);
      state.noise = rounded(1000)(state.noise);
    },
    make,
    draw,
    say,
    values,
    numbers,
    numpy,
    play: {
      step(state, ui) {
        if (!behind(state) || !ui.playing()) state.epochs = Math.min(state.epochs + 1, MOST);
        return state.epochs < MOST;
      },
    },
    vary(state, random) {
      state.epochs = Math.floor(random() * 40);
      state.cell = Math.floor(random() * 9);
      state.large = random() < 0.3;
    },
    tasks: {
      triangle: (state) => some(state, ({ held }, net, data) => net === "[2, 3, 1]" && data === "circles" && held.accuracy >= 0.95),
      line: (state) => some(state, ({ epoch: at }, net, data) => net === "[2, 1]" && data === "xor" && at >= 100),
      heart: (state) => some(state, ({ train, held }) => train.accuracy === 1 && held.accuracy <= 0.9),
    },
  });
})();
