// Nine networks side by side: three architectures on three sets of points.
//
// A network follows from its settings, the seed and the number of epochs, so the address
// brings it back: what is missing is trained in slices that leave each frame its time.
"use strict";
(() => {
  const BATCH = 10;
  const HELD = 100;
  const MOST = 1000;
  const BUDGET = 9;
  const [RIGHT, TOP] = [2, 1.45];
  const DATA = ["linear", "moons", "circles", "xor"];
  const NETS = ["[2, 1]", "[2, 2, 1]", "[2, 3, 1]", "[2, 4, 1]", "[2, 8, 1]", "[2, 4, 4, 1]", "[2, 8, 8, 1]", "[2, 16, 16, 1]"];
  const NAMES = { tanh: "tanh", relu: "ReLU", leaky_relu: "leaky ReLU", sigmoid: "sigmoid", linear: "none (linear)" };
  const RULES = { sgd: "SGD", momentum: "SGD with momentum", rmsprop: "RMSprop", adam: "Adam" };

  const percent = (share) => `${Number((100 * share).toFixed(1))}\u00a0%`;
  const rounded = (factor) => (v) => Math.round(v * factor) / factor;
  const dataOf = (state, i) => state[`data${(i % 3) + 1}`];
  const netOf = (state, i) => state[`net${Math.floor(i / 3) + 1}`];

  // -- one network and its points ----------------------------------------------------------

  let cells = [];

  function points(name, n, { noise }, seed) {
    const { X, Y } = nn.dataset(name, { n, noise, seed });
    return { X: nn.map(X, rounded(1000)), Y };
  }

  function born(state, i, key) {
    const { n, seed, lr, optimizer, activation } = state;
    const sizes = JSON.parse(netOf(state, i));
    const cell = {
      key, sizes, epoch: 0, history: [],
      train: points(dataOf(state, i), n, state, seed),
      held: points(dataOf(state, i), HELD, state, seed + 1000),
      net: nn.network(sizes, { hidden: activation, init: activation.endsWith("relu") ? "he" : "xavier", seed: seed + 3000 }),
      rule: nn.optimizer(optimizer, { lr: Number(lr) }),
      random: nn.rng(seed + 2000), order: Array.from({ length: n }, (_, k) => k),
    };
    cell.history.push(look(cell));
    return cell;
  }

  // What decides a network's weights; without a hidden layer the activation does not.
  const keyOf = ({ lr, optimizer, noise, n, seed, ...state }, i) => [
    dataOf(state, i), netOf(state, i), netOf(state, i) === NETS[0] || state.activation, lr, optimizer, noise, n, seed].join();

  // One epoch: every training point once, in batches of a new order.
  function advance(cell) {
    const { net, order, random, train: { X, Y } } = cell;
    for (let k = order.length - 1; k > 0; k -= 1) {
      const other = Math.floor(random() * (k + 1));
      [order[k], order[other]] = [order[other], order[k]];
    }
    for (let from = 0; from < order.length; from += BATCH) {
      const batch = order.slice(from, from + BATCH);
      const pick = (m) => nn.matrix(m.r, batch.length, Array.from({ length: m.r }, (_, i) => batch.map((k) => m.d[i * m.c + k])).flat());
      const some = pick(X);
      const grads = nn.backward(net, nn.forward(net, some), pick(Y), "bce");
      cell.rule.step(nn.parameters(net), nn.gradients(grads));
    }
    cell.epoch += 1;
    if (cell.epoch % 5 === 0) cell.history.push(look(cell));
  }

  // How a network does now.  Its weights are looked at with six decimals, in the picture
  // as in the program, and trained with all of theirs.
  function look(cell) {
    if (cell.seen?.epoch === cell.epoch) return cell.seen;
    const six = rounded(1e6);
    const net = { sizes: cell.sizes, layers: cell.net.layers.map(({ W, b, f }) => ({ W: nn.map(W, six), b: b.map(six), f })) };
    cell.seen = { epoch: cell.epoch, net };
    for (const part of ["train", "held"]) {
      const { X, Y } = cell[part];
      const cache = nn.forward(net, X);
      const P = cache.A.at(-1);
      const right = P.d.filter((p, k) => (p >= 0.5) === (Y.d[k] === 1)).length;
      cell.seen[part] = { cache, P, loss: nn.loss("bce", P, Y), accuracy: right / P.c };
    }
    return cell.seen;
  }

  function note({ epoch, train, held }) {
    if (!Number.isFinite(train.loss)) return "its numbers have left what a computer can hold.";
    const apart = train.accuracy - held.accuracy;
    if (apart >= 0.0999) return `${Number((100 * apart).toFixed(1))} points apart: learned by heart.`;
    return epoch >= 20 && held.accuracy <= 0.65 ? "hardly better than guessing." : "";
  }

  // -- pictures ------------------------------------------------------------------------------

  // All places of a grid of c by r, from the top left.
  const grids = {};
  function grid(c, r) {
    if (!grids[c]) {
      grids[c] = nn.matrix(2, c * r);
      for (let k = 0; k < c * r; k += 1) {
        grids[c].d[k] = RIGHT * ((2 * (k % c)) / (c - 1) - 1);
        grids[c].d[c * r + k] = TOP * (1 - (2 * Math.floor(k / c)) / (r - 1));
      }
    }
    return grids[c];
  }

  // 256 colours from the first class over the paper to the second, as pixels.
  let theme = {};
  function dress() {
    const paper = colour("paper");
    if (theme.paper === paper) return;
    const rgb = (name) => colour(name).replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3").match(/[\da-f]{2}/gi).map((two) => parseInt(two, 16));
    const [a, b, none] = ["blue", "orange", "paper"].map(rgb);
    theme = { paper, ink: colour("ink"), classes: [colour("blue"), colour("orange")], pixels: new Uint32Array(256) };
    for (let k = 0; k < 256; k += 1) {
      // One side is deeper than the other: they differ without colour, too.
      const share = Math.abs(k / 127.5 - 1) * (k < 128 ? 0.5 : 0.28);
      const [red, green, blue] = none.map((v, i) => Math.round(v + share * ((k < 128 ? a : b)[i] - v)));
      theme.pixels[k] = 0xff000000 | (blue << 16) | (green << 8) | red;
    }
  }

  // Numbers from −1 to 1 as an image of c by r; every `skip`th of the grid's numbers.
  const image = document.createElement("canvas");
  function shade(canvas, numbers, c, r, skip = 1) {
    canvas.width = c / skip;
    canvas.height = r / skip;
    const g = canvas.getContext("2d");
    const data = g.createImageData(canvas.width, canvas.height);
    const out = new Uint32Array(data.data.buffer);
    for (let k = 0, j = 0; j < r; j += skip) for (let i = 0; i < c; i += skip, k += 1) out[k] = theme.pixels[Math.round(127.5 * (1 + numbers[j * c + i])) || 0];
    g.putImageData(data, 0, 0);
  }

  // The line on which numbers over a grid change their sign, by marching squares.
  function contour(g, v, c, r) {
    const [w, h] = [g.canvas.width / (c - 1), g.canvas.height / (r - 1)];
    const found = [];
    const cut = (p, q, x, y, dx, dy) => { if (p > 0 !== q > 0) found.push([(x + dx * (p / (p - q))) * w, (y + dy * (p / (p - q))) * h]); };
    g.beginPath();
    for (let j = 0; j < r - 1; j += 1) {
      for (let i = 0; i < c - 1; i += 1) {
        const k = j * c + i;
        found.length = 0;
        cut(v[k], v[k + 1], i, j, 1, 0);
        cut(v[k + 1], v[k + c + 1], i + 1, j, 0, 1);
        cut(v[k + c], v[k + c + 1], i, j + 1, 1, 0);
        cut(v[k], v[k + c], i, j, 0, 1);
        found.forEach(([x, y], n) => (n % 2 ? g.lineTo(x, y) : g.moveTo(x, y)));
      }
    }
    g.stroke();
  }

  function marks(g, { X, Y }, size, pale) {
    const [w, h] = [g.canvas.width, g.canvas.height];
    g.globalAlpha = pale ? 0.5 : 1;
    for (const label of [0, 1]) {
      g.beginPath();
      for (let k = 0; k < Y.c; k += 1) {
        if (Y.d[k] !== label) continue;
        const x = ((X.d[k] / RIGHT + 1) / 2) * w;
        const y = ((1 - X.d[Y.c + k] / TOP) / 2) * h;
        if (label) {
          g.moveTo(x, y - 1.25 * size);
          g.lineTo(x + 1.1 * size, y + 0.75 * size);
          g.lineTo(x - 1.1 * size, y + 0.75 * size);
          g.closePath();
        } else {
          g.moveTo(x + size, y);
          g.arc(x, y, size, 0, 7);
        }
      }
      g.fillStyle = g.strokeStyle = theme.classes[label];
      if (!pale) {
        g.fill();
        g.strokeStyle = theme.paper;
      }
      g.lineWidth = size / 4;
      g.stroke();
    }
    g.globalAlpha = 1;
  }

  // The probability everywhere, where it is one half, and the points; gives Z and A of the grid.
  function picture(canvas, cell, width, [c, r], fine) {
    const dots = window.devicePixelRatio || 1;
    const { net } = look(cell);
    const places = nn.forward(net, grid(c, r));
    const g = canvas.getContext("2d");
    const across = Math.round(width * dots);
    if (canvas.width !== across) Object.assign(canvas, { width: across, height: Math.round((across * TOP) / RIGHT) });
    shade(image, places.A.at(-1).d.map((p) => 2 * p - 1), c, r);
    // From the middle of the first pixel to the middle of the last: there the grid's places are.
    g.drawImage(image, 0.5, 0.5, c - 1, r - 1, 0, 0, canvas.width, canvas.height);
    const size = clamp(width / 90, 1.3, 5) * dots;
    marks(g, cell.held, size * 0.85, true);
    marks(g, cell.train, size, false);
    g.strokeStyle = theme.ink;
    g.lineWidth = clamp(width / 90, 1.5, 3) * dots;
    contour(g, places.Z.at(-1).d, c, r);
    if (fine && net.layers.length > 1) {
      g.lineWidth = dots;
      g.setLineDash([6 * dots, 4 * dots]);
      for (const z of nn.rows(places.Z[0])) contour(g, z, c, r);
      g.setLineDash([]);
    }
    return places;
  }

  // -- the figure ------------------------------------------------------------------------------

  let views;
  let heads;
  let one;
  let epoch;
  let board;
  let legend;
  const wide = { small: 0, large: 0 };

  function make(stage, ui) {
    const on = (text, action) => el("button", { type: "button", onclick: action }, text);
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
    buttons.children[2].after(on("50 epochs on", () => ui.set({ epochs: ui.state.epochs + 50 })), on("Back to epoch 0", () => { ui.stop(); ui.set({ epochs: 0 }); }));
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
    picture(view.canvas, cells[i], wide.small, [50, 40], false);
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
    const layers = picture(one.canvas, cell, wide.large, [c, r], true).A.slice(1, -1);
    one.title.textContent = name;
    one.text.textContent = `Training points right: ${told(seen.train).join(", ")}. Held-out points right: ${told(seen.held).join(", ")}. ${note(seen)}`;
    one.canvas.setAttribute("aria-label", `${name}: the probability of a triangle over the plane`);
    if (one.layers.title !== name) {
      one.layers.title = name;
      one.layers.replaceChildren(...layers.map((a, l) => el("figure", {},
        el("div", { class: "thumbs" }, Array.from({ length: a.r }, () => el("canvas", { "aria-hidden": "true" }))),
        el("figcaption", { class: "sub" }, `Hidden layer ${l + 1}: what each of its ${a.r} neurons gives, orange above 0, blue below.`))));
    }
    layers.forEach((a, l) => nn.rows(a).forEach((row, k) => {
      const most = row.reduce((m, v) => Math.max(m, Math.abs(v)), 1e-9);
      shade(one.layers.children[l].firstChild.children[k], row.map((v) => clamp(v / most, -1, 1)), c, r, 2);
    }));
    const path = [...cell.history, seen];
    const top = path.reduce((m, { train, held }) => Math.max(m, train.loss || 0, held.loss || 0), 0.8);
    const line = (part) => `M${path.map((at) => `${((400 * at.epoch) / Math.max(1, seen.epoch)).toFixed(1)} ${(98 - (96 * at[part].loss) / top || 0).toFixed(1)}`).join("L")}`;
    const level = 98 - (96 * Math.LN2) / top;
    ["M0 98H400", `M0 ${level}H400`, line("train"), line("held")].forEach((d, k) => one.curves[k].setAttribute("d", d));
    one.losses.textContent = `The loss over ${seen.epoch} epochs, from 0 to ${show(top, 2)}: training points full line, held-out points dashed. Thin: ln 2, the loss of guessing.`;
  }

  // -- work, in slices ---------------------------------------------------------------------------

  const behind = (state) => cells.some((cell) => cell.epoch < state.epochs);
  let turn = 0;
  let waiting = 0;

  // Train what lags behind, then paint what has changed; gives whether something is left.
  function work(ui) {
    const { state } = ui;
    dress();
    const until = performance.now() + BUDGET;
    // A step by hand is not cut in two.
    const single = !ui.playing() && cells.every((cell) => state.epochs - cell.epoch <= 1);
    while (behind(state) && (single || performance.now() < until)) advance(cells.reduce((a, b) => (b.epoch < a.epoch ? b : a)));
    const late = behind(state);
    if (!late && !ui.playing()) cells.forEach(look);
    const seen = cells.map((cell) => cell.epoch);
    epoch.textContent = `Epoch ${Math.min(...seen)}${late ? ` of ${state.epochs}` : ""}`;
    if (state.large && ui.playing() && state.epochs % 3) return true;
    let painted = 0;
    for (let k = 0; k < (state.large ? 1 : 9); k += 1) {
      const i = state.large ? state.cell : (turn + k) % 9;
      const [view, width] = state.large ? [one, wide.large] : [views[i], wide.small];
      const key = [cells[i].key, cells[i].epoch, width, theme.paper].join();
      if (width === 0 || view.painted === key) continue;
      if (painted > 0 && performance.now() > until) {
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
      const key = keyOf(state, i);
      if (cells[i]?.key !== key || cells[i].epoch > state.epochs) cells[i] = born(state, i, key);
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
