// A network as a picture: every sum with its numbers, forward and backward, step by step.
"use strict";
(() => {
  const MOST = 12; // neurons a layer
  const LAYERS = 8;
  const REACH = 3; // of the inputs' sliders
  const BOUND = 100; // of a weight that is typed
  const FLAT = 0.05;
  const NAMES = { softmax: "softmax", relu: "ReLU", leaky_relu: "leaky ReLU", tanh: "tanh", sigmoid: "sigmoid", linear: "linear" };
  const LOSSES = {
    softmax: ["cce", "-np.sum(y * np.log(np.maximum(A[-1], 1e-12)))  # cross-entropy"],
    sigmoid: ["bce", "-np.mean(np.log(np.maximum(np.where(y == 1, A[-1], 1 - A[-1]), 1e-12)))  # binary cross-entropy"],
    linear: ["mse", "np.mean((A[-1] - y) ** 2)  # mean squared error"],
  };
  const each = (n, give) => Array.from({ length: n }, (_, i) => give(i + 1));
  const rounded = (value, digits = 3) => Math.round(value * 10 ** digits) / 10 ** digits || 0;
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  const largest = (rows) => Math.max(...rows.flat(3).map(Math.abs));
  const column = (d) => d.map((v) => [v]);
  const isBack = (state) => state.direction === "backward";

  // -- [3, 4, 4, 2] ----------------------------------------------------------------------

  const notation = (sizes) => `[${sizes.join(", ")}]`;
  const sizesOf = (text) => text.replace(/[[\]]/g, "").split(",").map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : 0));
  function check(text) {
    const sizes = sizesOf(text);
    const wrong = sizes.findIndex((n) => n < 1 || n > MOST);
    return !/^\s*\[[^[\]]*\]\s*$/.test(text) ? "Write the sizes in brackets, with commas: [3, 4, 4, 2]."
      : wrong >= 0 ? `Size ${wrong + 1} is not a whole number from 1 to ${MOST}.`
        : sizes.length < 2 || sizes.length > LAYERS ? `From 2 to ${LAYERS} sizes: inputs, hidden layers, outputs.` : "";
  }

  // -- the numbers -----------------------------------------------------------------------

  // Where a parameter stands among all: layer after layer W, row by row, then b.  The
  // bias is what follows the last weight.
  const place = (sizes, l, k, j) => nn.count(sizes.slice(0, l)) + (j < sizes[l - 1] ? k * sizes[l - 1] + j : sizes[l] * sizes[l - 1] + k);

  // Layers count from 1, the inputs are layer 0; within a layer places count from 0.
  function compute(state) {
    const sizes = sizesOf(state.sizes);
    const last = sizes.length - 1;
    const net = nn.network(sizes, state);
    // Few decimals, so that a sum can be done again with the numbers one sees.
    for (const part of nn.parameters(net)) part.forEach((w, i) => { part[i] = rounded(w); });
    const x = nn.matrix(sizes[0], 1, each(sizes[0], (i) => state[`x${i}`]));
    const y = nn.matrix(sizes[last], 1, each(sizes[last], (i) => Number(i === state.target)));
    const lossNow = () => nn.loss(LOSSES[state.output][0], nn.forward(net, x).A[last], y);
    const before = lossNow();
    for (let e = 0; e < state.edits.length; e += 2) {
      let at = state.edits[e];
      for (const part of nn.parameters(net)) {
        part[at] = state.edits[e + 1]; // typed arrays ignore a place that is not theirs
        at -= part.length;
      }
    }
    const cache = nn.forward(net, x);
    const grads = nn.backward(net, cache, y, LOSSES[state.output][0]);
    const list = (M) => Array.from(M.d ?? M);
    const from1 = (layers, give) => [[], ...layers.map(give)];
    const z = from1(cache.Z, list);
    return {
      sizes, last, before, loss: lossNow(), y: list(y), a: cache.A.map(list), z, dz: from1(grads.dZ, list), dW: from1(grads.dW, nn.rows),
      W: from1(net.layers, ({ W }) => nn.rows(W)), b: from1(net.layers, ({ b }) => list(b)),
      slope: z.map((layer, l) => layer.map((v) => (l < last ? nn.entrywise[state.hidden].slope(v) : 1))),
    };
  }
  let known = {};
  function model(state) {
    const key = JSON.stringify({ ...state, layer: 0, neuron: 0, done: 0, direction: 0 });
    if (known.key !== key) known = { key, ...compute(state) };
    return known;
  }
  // The neurons as a play reaches them.
  function order(state) {
    const { sizes, last } = model(state);
    return each(last, (i) => (isBack(state) ? last + 1 - i : i)).flatMap((l) => each(sizes[l], (i) => [l, i - 1]));
  }
  // What the neuron's z has at most below its bias, whatever the sliders of the inputs say.
  const reach = ({ W }, k) => REACH * sum(W[1][k].map(Math.abs));
  const dead = (state, m) => (state.hidden === "relu" && m.last > 1 ? m.b[1].flatMap((b, k) => (b + reach(m, k) <= 0 ? [k + 1] : [])) : []);
  const copies = ({ W, b, dz, sizes, last }) => each(last - 1, (l) => l).filter((l) => sizes[l] > 1 && new Set(W[l].map((row, k) => `${row} ${b[l][k]} ${dz[l][k]}`)).size === 1);

  function mend(state, ui) {
    if (check(state.sizes)) state.sizes = ui.defaults.sizes;
    const sizes = sizesOf(state.sizes);
    const whole = (key, low, high) => { state[key] = clamp(Math.round(state[key]), low, high); };
    state.sizes = notation(sizes);
    for (const key of ["gain", ...each(MOST, (i) => `x${i}`)]) state[key] = rounded(state[key], 2);
    whole("seed", 0, 9999);
    whole("target", Number(state.output === "softmax"), sizes.at(-1));
    whole("layer", 0, sizes.length - 1);
    whole("neuron", 1, sizes[state.layer]);
    whole("done", -1, sum(sizes.slice(1)) - 1);
    // Other first weights drop what was changed of them, unless both came at once.
    const first = JSON.stringify([sizes, state.init, state.gain, state.seed]);
    if (ui.data.first !== first && ui.data.edits === state.edits) state.edits = [];
    const paired = state.edits.slice(0, state.edits.length - (state.edits.length % 2));
    state.edits = paired.map((value, e) => (e % 2 ? rounded(clamp(value, -BOUND, BOUND)) : value));
    Object.assign(ui.data, { first, edits: state.edits });
  }

  // -- the picture -----------------------------------------------------------------------

  const brief = (v) => {
    const size = Math.abs(v);
    return (size === 0 ? "0" : size < 0.005 || size >= 1e4 ? v.toExponential(0).replace("+", "") : v.toFixed(size < 99.5 ? 2 : 0)).replaceAll("-", "−");
  };
  const paren = (v) => (v < 0 ? `(${show(v)})` : show(v));
  const side = (v) => (v > 0 ? "blue" : v < 0 ? "orange dashed" : "zero");
  const titled = (l, k) => (l ? `Layer ${l}, neuron ${k + 1}` : `Input ${k + 1}`);
  const button = (words, action) => el("button", { type: "button", onclick: action }, words);

  let parts; // of the stage
  let drawn = {}; // the picture for some sizes on some width
  let panel = {}; // for some neuron

  function make(stage, ui) {
    parts = { figure: el("figure", {}), legend: el("p", { class: "sub" }), count: el("p", { dir: "ltr" }), panel: el("section", { class: "card", dir: "ltr", tabindex: -1, "aria-label": "The chosen neuron" }) };
    parts.panel.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(ui, ui.state.layer, ui.state.neuron); });
    const resize = (words, change) => button(words, () => {
      const sizes = sizesOf(ui.state.sizes);
      change(sizes, ui.state.layer);
      const why = check(notation(sizes));
      if (why) ui.announce(why);
      else ui.set({ sizes: notation(sizes) });
    });
    const broken = (change) => ui.set({ direction: "backward", done: -1, edits: [], gain: 1, layer: 1, ...(model(ui.state).last < 2 ? { sizes: ui.defaults.sizes } : {}), ...change });
    Object.assign(parts.panel.style, { display: "grid", gap: ".6rem", gridTemplateColumns: "minmax(0, 1fr)" });
    stage.style.gridTemplateColumns = "minmax(0, 1fr)";
    stage.append(
      parts.figure, document.getElementById("buttons"), parts.legend, parts.count,
      el("p", { class: "buttons" }, "The chosen layer:",
        resize("+ neuron", (sizes, l) => { sizes[l] += 1; }), resize("− neuron", (sizes, l) => { sizes[l] -= 1; }),
        resize("+ layer", (sizes, l) => sizes.splice(l, 0, sizes[l])), resize("− layer", (sizes, l) => sizes.splice(l, 1))),
      el("p", { class: "buttons" }, "Break it:",
        button("All zero", () => broken({ init: "zeros", hidden: "sigmoid" })),
        button("Huge weights", () => {
          broken({ init: "normal", gain: 10, hidden: "tanh" });
          // As wrong as it can be, and still the gradient does not get through.
          const out = model(ui.state).a.at(-1);
          ui.set({ target: out.indexOf(Math.min(...out)) + 1 });
        }),
        button("Dead ReLU", () => {
          broken({ init: "he", hidden: "relu" });
          const m = model(ui.state);
          const k = ui.state.neuron - 1;
          ui.set({ edits: [place(m.sizes, 1, k, m.sizes[0]), -Math.ceil(reach(m, k)) - 1] });
        })),
      parts.panel);
    window.addEventListener("resize", ui.redraw);
  }

  function choose(ui, layer, neuron) {
    ui.set({ layer, neuron });
    drawn.nodes[ui.state.layer][ui.state.neuron - 1].node.focus();
  }
  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Enter: [0, 0], " ": [0, 0] };
  function pressed(event, ui, l, k) {
    const move = event.key ? MOVES[event.key] : [0, 0];
    if (!move) return;
    event.preventDefault();
    choose(ui, l + move[0], k + 1 + move[1]);
    if (event.key && String(move) === "0,0") parts.panel.focus();
  }

  // Circles and lines, still without numbers.
  function build({ sizes, last }, ui) {
    const narrow = innerWidth < 600;
    const key = `${sizes} ${narrow}`;
    if (drawn.key === key) return;
    const most = Math.max(...sizes);
    const small = narrow || most > 6;
    const [gap, r] = small ? [most > 6 ? 38 : 46, 16] : [58, 21];
    const [width, left, right, top] = narrow ? [380, 46, 48, 24] : [760, 54, 66, 30];
    const wide = (width - left - right) / last;
    const at = sizes.map((n, l) => each(n, (i) => ({ x: left + l * wide, y: top + ((most - n) / 2 + i - 0.5) * gap })));
    const words = svg("g", { "aria-hidden": "true" });
    const text = (x, y, string, anchor = "middle") => words.appendChild(svg("text", { x, y, "text-anchor": anchor }, string));
    const edges = sizes.map((n, l) => at[l].map((b) => {
      const lines = (at[l - 1] ?? []).map((a) => svg("line", { x1: a.x + r, y1: a.y, x2: b.x - r, y2: b.y }));
      return { lines, node: svg("g", {}, lines) };
    }));
    const nodes = at.map((column, l) => column.map(({ x, y }, k) => {
      const act = (event) => pressed(event, ui, l, k);
      const one = {
        ring: svg("circle", { cx: x, cy: y, r: r + 4, fill: "none", stroke: "currentColor", "stroke-width": 2 }),
        disc: svg("circle", { cx: x, cy: y, r }), value: text(x, y + 4),
        beside: text(l ? x + r + 6 : x - r - 8, y + 4, l ? "" : `x${k + 1}`, l ? "start" : "end"),
      };
      if (l && l !== last) one.beside.remove();
      one.node = svg("g", { role: "button", onclick: act, onkeydown: act }, one.ring, one.disc, one.value);
      one.node.style.cursor = "pointer";
      return one;
    }));
    sizes.forEach((n, l) => {
      text(at[l][0].x, 13, wide < 60 ? (l ? `A${l}` : "x") : l === 0 ? "inputs" : l === last ? "output" : `layer ${l}`);
      if (l && wide >= 140) text(at[l][0].x - wide / 2, 13, `W${l} (${n}×${sizes[l - 1]})`);
    });
    const pulses = ["blue", "orange"].map((sign) => svg("path", { class: `curve ${sign}` }));
    const picture = svg("svg", { class: "chart", viewBox: `0 0 ${width} ${top + most * gap + 6}`, role: "group" },
      edges.flat().map((one) => one.node), pulses, words, nodes.flat().map((one) => one.node));
    parts.figure.replaceChildren(picture);
    drawn = { key, picture, nodes, edges, at, pulses, width, r };
  }

  function draw(state, ui) {
    const m = model(state);
    // While it plays, most pictures differ in the pulses only.
    const seen = JSON.stringify(state);
    if (!ui.playing() || drawn.seen !== seen) {
      build(m, ui);
      drawn.seen = seen;
      const done = new Set(order(state).slice(0, state.done < 0 ? undefined : state.done).map(String));
      const [dz, dw] = [largest(m.dz) || 1, largest(m.dW) || 1];
      m.sizes.forEach((n, l) => each(n, (i) => {
        const is = { l, k: i - 1, done: l === 0 || done.has(`${l},${i - 1}`), chosen: l === state.layer && i === state.neuron, back: isBack(state), dz, dw };
        mark(drawn.nodes[l][i - 1], m, is);
        weigh(drawn.edges[l][i - 1], m, is);
      }));
      document.getElementById("c-target").max = m.sizes[m.last];
      drawn.picture.setAttribute("aria-label", `Network ${state.sizes}. Arrow keys choose a neuron, Enter goes to its sum.`);
      parts.legend.textContent = `Circles: ${isBack(state) ? `dz, short for dL/dz. Lines: dL/dw, the thickest is ${show(largest(m.dW), 3)}` : "the activation a. Lines: weights, thicker where |w| is larger"}; dashed orange: negative. Dashed circles: slope below ${FLAT}, hardly any gradient gets through.`;
      const pairs = each(m.last, (l) => [m.sizes[l], m.sizes[l - 1]]);
      parts.count.textContent = `Parameters: ${pairs.map(([n, from]) => `(${n}·${from} + ${n})`).join(" + ")} = ${nn.count(m.sizes)}`;
      detail(state, m, ui);
    }
    pulse(state, m, ui);
  }
  function mark(one, { a, dz, y, slope }, { l, k, done, chosen, back, dz: most }) {
    const { r } = drawn;
    const value = back && l ? dz[l][k] : a[l][k];
    const text = brief(value);
    one.value.textContent = done ? text : "";
    one.value.style.fontSize = `${Math.min(r > 16 ? 12 : 10, (3.2 * r) / text.length)}px`;
    if (l) one.beside.textContent = `y ${y[k]}`;
    one.disc.setAttribute("class", `dot ${done ? side(value).split(" ")[0] : "zero"}`);
    one.disc.style.fill = `color-mix(in srgb, var(--${value < 0 ? "orange" : "blue"}) ${done ? Math.round(45 * Math.min(1, Math.abs(value) / (back && l ? most : 2))) : 0}%, var(--paper))`;
    one.disc.style.strokeDasharray = done && Math.abs(slope[l][k]) < FLAT ? "4 3" : "";
    one.ring.style.display = chosen ? "" : "none";
    const words = l ? `activation ${brief(a[l][k])}${back ? `, gradient ${brief(value)}` : ""}` : `value ${brief(value)}`;
    filled(one.node, { tabindex: chosen ? 0 : -1, "aria-pressed": String(chosen), "aria-label": `${titled(l, k)}, ${done ? words : "not computed yet"}` }, []);
  }
  function weigh(one, { W, dW }, { l, k, done, chosen, back, dw: most }) {
    one.node.setAttribute("opacity", chosen ? 1 : done ? 0.5 : 0.2);
    one.lines.forEach((line, j) => {
      const w = back ? (done ? dW[l][k][j] : 0) : W[l][k][j];
      filled(line, { class: side(w), "stroke-width": Math.min(7, 0.5 + (back ? 6 / most : 2) * Math.abs(w)).toFixed(2) }, []);
    });
  }

  // Short strokes that run along the lines while it plays; none where nothing flows.
  function pulse(state, m, ui) {
    const paths = ["", ""];
    if (ui.playing() && state.done >= 0) {
      const { at, width } = drawn;
      const { phase } = ui.data;
      for (const [l, k] of next(state)) {
        const b = at[l][k];
        const [from, flows] = !isBack(state) ? [at[l - 1], m.W[l][k].map((w, j) => w * m.a[l - 1][j])]
          : l < m.last ? [at[l + 1], m.dz[l + 1].map((dz, i) => dz * m.W[l + 1][i][k])] : [[{ x: width, y: b.y }], [m.dz[l][k]]];
        const point = (a, t) => `${(a.x + (b.x - a.x) * t).toFixed(1)} ${(a.y + (b.y - a.y) * t).toFixed(1)}`;
        from.forEach((a, i) => { if (flows[i] !== 0) paths[Number(flows[i] < 0)] += `M${point(a, Math.max(0, phase - 0.12))}L${point(a, phase)}`; });
      }
    }
    drawn.pulses.forEach((path, i) => path.setAttribute("d", paths[i]));
  }

  // -- the chosen neuron -----------------------------------------------------------------

  const products = (ws, as) => ws.map((w, i) => `${paren(w)}·${paren(as[i])}`).join(" + ");

  function sums(state, m, l, k) {
    const [z, a, n] = [m.z[l][k], m.a[l][k], m.sizes[l]];
    const f = l < m.last ? state.hidden : state.output;
    if (!isBack(state)) {
      const from = l > 1 ? "a" : "x";
      const terms = m.W[l][k].map((_, j) => `w${j + 1}·${from}${j + 1}`);
      if (terms.length > 4) terms.splice(2, terms.length - 3, "…");
      const powers = m.z[l].map((v) => `e^${paren(v)}`);
      if (n > 4) powers.splice(1, n - 2, "…");
      return [
        `z = ${terms.join(" + ")} + b`, `z = ${products(m.W[l][k], m.a[l - 1])} + ${paren(m.b[l][k])} = ${show(z)}`,
        `a = ${f === "softmax" ? `softmax(z) = e^${paren(z)} / (${powers.join(" + ")})` : f === "linear" ? "z" : `${NAMES[f]}(z) = ${NAMES[f]}(${show(z)})`} = ${show(a)}`,
      ];
    }
    if (l < m.last) {
      return [`dz = (sum of each dz of layer ${l + 1} times its weight) · slope of ${NAMES[f]} at z`,
        `dz = (${products(m.W[l + 1].map((row) => row[k]), m.dz[l + 1])}) · ${show(m.slope[l][k])} = ${show(m.dz[l][k])}`];
    }
    const [twice, shared] = scale(state, n);
    return [`dz = ${twice}(a − y)${shared} = ${twice}(${show(a)} − ${m.y[k]})${shared} = ${show(m.dz[l][k])}`];
  }
  // What stands before and after (a − y): binary cross-entropy and squared error are means over the outputs.
  const scale = ({ output }, n) => [output === "linear" ? "2 " : "", output === "softmax" || n === 1 ? "" : ` / ${n}`];

  function inMatrices(state, m, l, k) {
    const [from, n, to] = [m.sizes[l - 1], m.sizes[l], m.sizes[l + 1]];
    const own = `(${n}×1)`;
    if (!isBack(state)) {
      return [[`Z${l} = W${l} A${l - 1} + b${l}: ${own} = (${n}×${from})(${from}×1) + ${own}`],
        sideBySide({ [`Z${l}`]: column(m.z[l]), [`W${l}`]: m.W[l], [`A${l - 1}`]: column(m.a[l - 1]), [`b${l}`]: column(m.b[l]) }, k)];
    }
    const [twice, shared] = scale(state, n);
    return [[
      l === m.last ? `dZ${l} = ${twice}(A${l} − Y)${shared}: ${own} = ${own} − ${own}` : `dZ${l} = (W${l + 1}ᵀ dZ${l + 1}) ⊙ f′(Z${l}): ${own} = (${n}×${to})(${to}×1) ⊙ ${own}`,
      `dW${l} = dZ${l} A${l - 1}ᵀ: (${n}×${from}) = ${own}(1×${from})`,
    ], sideBySide({ [`dW${l}`]: m.dW[l], [`dZ${l}`]: column(m.dz[l]), [`A${l - 1}ᵀ`]: [m.a[l - 1]] }, k)];
  }
  // Matrices as text; the arrow shows the chosen neuron's row.
  function sideBySide(matrices, k) {
    const blocks = Object.entries(matrices).map(([name, rows]) => [name, ...rows.map((row) => `[${row.map((v) => brief(v).padStart(7)).join("")} ]`)]);
    return each(Math.max(...blocks.map((lines) => lines.length)), (i) => (i === k + 2 ? "▸ " : "  ") + blocks.map((lines) => (lines[i - 1] ?? "").padEnd(lines.at(-1).length + 2)).join("")).join("\n");
  }

  // A slider and a box for one weight, or for the bias, which comes after the last one.
  function knob(ui, m, l, k, j) {
    const bias = j === m.sizes[l - 1];
    const label = bias ? "b" : `w${j + 1}, for ${l > 1 ? "a" : "x"}${j + 1}`;
    const typed = ({ target }) => {
      const good = target.value !== "" && target.validity.valid;
      target.setAttribute("aria-invalid", !good);
      const { edits } = ui.state;
      const at = place(m.sizes, l, k, j);
      if (good) ui.set({ edits: [...edits.filter((_, e) => edits[e - (e % 2)] !== at), at, Number(target.value)] });
    };
    const input = (type, size, step, more) => el("input", { type, min: -size, max: size, step, oninput: typed, ...more });
    const slider = input("range", REACH, 0.01, { id: `w-${j}` });
    const box = input("number", BOUND, "any", { "aria-label": `${label}, exactly` });
    const says = el("p", { class: "sub" });
    says.style.gridColumn = "1 / -1";
    const node = el("div", { class: "control range" }, el("label", { for: `w-${j}` }, label), slider, box, says);
    node.style.alignContent = "start";
    return { bias, slider, box, says, node };
  }

  function detail(state, m, ui) {
    const [l, k] = [state.layer, state.neuron - 1];
    const key = `${m.sizes} ${l} ${k}`;
    if (panel.key !== key) {
      panel = { key, head: el("h3", {}), sums: el("div", {}), forms: el("div", {}), text: el("pre", { class: "scroll", tabindex: 0, role: "region", "aria-label": "The layer in matrices" }) };
      panel.knobs = l ? each(m.sizes[l - 1] + 1, (i) => knob(ui, m, l, k, i - 1)) : [];
      parts.panel.replaceChildren(panel.head, panel.sums, el("div", { class: "cards" }, panel.knobs.map((one) => one.node)), panel.forms, l ? panel.text : "");
    }
    const say = (node, lines) => node.replaceChildren(...lines.map((line) => el("p", {}, line)));
    panel.head.textContent = titled(l, k) + (l ? ` (${NAMES[l < m.last ? state.hidden : state.output]})` : "");
    if (!l) return say(panel.sums, [`x${k + 1} = ${show(m.a[0][k])}. Its slider is among the controls.`]);
    say(panel.sums, sums(state, m, l, k));
    panel.knobs.forEach(({ bias, slider, box, says }, j) => {
      const [w, a, dz] = [bias ? m.b[l][k] : m.W[l][k][j], bias ? 1 : m.a[l - 1][j], m.dz[l][k]];
      slider.value = w;
      if (document.activeElement !== box) {
        box.value = w;
        box.setAttribute("aria-invalid", false);
      }
      says.textContent = isBack(state) ? `dL/d${bias ? "b = dz" : `w${j + 1} = dz·${l > 1 ? "a" : "x"}${j + 1}`} = ${show(dz * a, 3)}` : bias ? "" : `${show(w)}·${paren(a)} = ${show(w * a)}`;
    });
    const [forms, text] = inMatrices(state, m, l, k);
    say(panel.forms, forms);
    panel.text.textContent = text;
  }

  // -- playing ---------------------------------------------------------------------------

  // What the next step computes: one neuron, or what is left of a layer.
  function next(state) {
    const rest = order(state).slice(Math.max(0, state.done));
    return rest.filter(([l], i) => (state.pace === "layer" ? l === rest[0][0] : i === 0));
  }
  function step(state, ui) {
    if (state.done < 0) Object.assign(ui.data, { phase: 0, last: undefined });
    state.done = Math.max(0, state.done);
    const now = next(state);
    const [l, k] = now[0];
    Object.assign(state, { layer: l, neuron: state.pace === "layer" ? Math.min(state.neuron, model(state).sizes[l]) : k + 1 });
    if (ui.playing()) {
      // By the clock: a slow screen shows fewer pictures, not a slower play.
      const time = performance.now();
      ui.data.phase += Math.min(time - (ui.data.last ?? time), 100) / (state.pace === "layer" ? 1200 : 500);
      ui.data.last = time;
      if (ui.data.phase < 1) return true;
    }
    ui.data.phase = 0;
    state.done += now.length;
    if (state.done === order(state).length) state.done = -1;
    return state.done >= 0;
  }

  // -- in words, as a table, as a program ------------------------------------------------

  function say(state) {
    const m = model(state);
    const [l, k] = [state.layer, state.neuron - 1];
    const flat = m.slope.flat().filter((s) => Math.abs(s) < FLAT).length;
    return [
      `${titled(l, k)}: ${isBack(state) && l ? `dz ${show(m.dz[l][k], 3)}` : `${l ? `z = ${show(m.z[l][k], 3)}, a` : "x"} = ${show(m.a[l][k], 3)}`}.`,
      state.done >= 0 ? `${state.done} of ${order(state).length} neurons done, going ${state.direction}.`
        : `Output ${m.a[m.last].map((v) => show(v, 3)).join(", ")}; loss ${show(m.loss, 3)}${state.edits.length ? `, with the first weights ${show(m.before, 3)}` : ""}.`,
      copies(m).map((at) => `In layer ${at} all neurons are copies of one.`),
      dead(state, m).map((i) => `Layer 1, neuron ${i} is dead: no input on the sliders wakes it.`),
      flat ? `${flat} of ${sum(m.sizes.slice(1, -1))} hidden neurons have a slope below ${FLAT}.` : [],
    ].flat().join(" ");
  }

  function values(state) {
    const { loss, W, b, z, a, dz, dW } = model(state);
    const columns = (layers) => layers.map(column);
    return { loss, W: W.slice(1), b: columns(b.slice(1)), Z: columns(z.slice(1)), A: columns(a), dZ: columns(dz.slice(1)), dW: dW.slice(1), db: columns(dz.slice(1)) };
  }
  function numbers(state) {
    const { loss, ...found } = values(state);
    const rows = Object.entries(found).flatMap(([name, arrays]) => arrays.flatMap((array, l) => array.flatMap((row, i) => row.map((v, j) => [`${name}[${l}][${i}, ${j}]`, v]))));
    return { head: ["entry, as the program counts", "value"], rows: [["loss", loss], ...rows] };
  }

  // Value and slope of each activation, as NumPy has it.
  const CODE = {
    relu: ["np.maximum(z, 0)", "np.where(z > 0, 1.0, 0.0)"],
    leaky_relu: ["np.where(z > 0, z, 0.01 * z)", "np.where(z > 0, 1.0, 0.01)"],
    tanh: ["np.tanh(z)", "1 - np.tanh(z) ** 2"],
    // exp of what is never positive cannot overflow.
    sigmoid: ["np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))", "np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))) ** 2"],
    linear: ["z", "np.ones_like(z)"],
    softmax: ["np.exp(z - z.max()) / np.exp(z - z.max()).sum()"],
  };
  function numpy(state) {
    const { last, W, b, a, y } = model(state);
    const array = (rows) => `np.array([${rows.map(python).join(`,\n${" ".repeat(14)}`)}])`;
    const listed = (name, arrays) => `${name} = [\n${arrays.map((rows) => `    ${array(rows)},\n`).join("")}]`;
    const define = (name, f, code) => `def ${name}(z):  # ${NAMES[f]}\n    return ${code}\n\n\n`;
    const [f, ends] = [CODE[state.hidden], scale(state, y.length)];
    return `import numpy as np


${last > 1 ? define("hidden", state.hidden, f[0]) + define("slope", state.hidden, f[1]) : ""}${define("output", state.output, CODE[state.output][0])}# The network ${state.sizes}: a row of W holds the weights of one neuron.
x = np.array([${python(column(a[0])).slice(1)})
y = np.array([${python(column(y)).slice(1)})
${listed("W", W.slice(1))}
${listed("b", b.slice(1).map(column))}

# Forward: one column is one sample
Z, A = [], [x]
for l in range(len(W)):
    Z.append(W[l] @ A[l] + b[l])
    A.append(${last > 1 ? "hidden(Z[l]) if l + 1 < len(W) else output(Z[l])" : "output(Z[l])"})
loss = ${LOSSES[state.output][1]}

# Backward: dZ is the gradient of the loss with respect to Z
dZ = [${ends[0].replace(" ", " * ")}(A[-1] - y)${ends[1]}]
for l in range(len(W) - 1, 0, -1):
    dZ.insert(0, (W[l].T @ dZ[0])${last > 1 ? " * slope(Z[l - 1])" : ""})
dW = [dz @ a.T for dz, a in zip(dZ, A)]
db = dZ

print("output", A[-1].ravel(), "loss", loss)
for l in range(len(W)):
    print(f"layer {l + 1}: a =", A[l + 1].ravel(), "dz =", dZ[l].ravel())
`;
  }

  // -- the page --------------------------------------------------------------------------

  const options = (names) => names.map((name) => [name, NAMES[name]]);
  explorer({
    controls: [
      { key: "sizes", kind: "text", label: "Layer sizes, inputs first", value: "[3, 4, 4, 2]", check },
      { key: "direction", kind: "select", label: "Direction", value: "forward", options: [["forward", "forward: activations"], ["backward", "backward: gradients"]] },
      { key: "pace", kind: "select", label: "One step is", value: "layer", options: [["layer", "a layer"], ["neuron", "a neuron"]] },
      ...each(MOST, (i) => ({ key: `x${i}`, kind: "range", label: `Input x${i}`, min: -REACH, max: REACH, step: 0.1, value: [2, 1, -0.5][i % 3], when: ({ sizes }) => sizesOf(sizes)[0] >= i })),
      { key: "target", kind: "range", label: "Target y: 1 for this output, 0 for the others", min: 0, max: MOST, step: 1, value: 1 },
      { key: "hidden", kind: "select", label: "Hidden layers", value: "relu", options: options(Object.keys(NAMES).slice(1)) },
      { key: "output", kind: "select", label: "Output", value: "softmax", options: options(Object.keys(LOSSES)) },
      { key: "init", kind: "select", label: "First weights", value: "he", options: [["he", "He: variance 2 / inputs"], ["xavier", "Xavier: 2 / (inputs + outputs)"], ["normal", "standard normal"], ["small", "small: spread 0.01"], ["zeros", "all zero"]] },
      { key: "gain", kind: "range", label: "First weights times", min: 0.5, max: 10, step: 0.5, value: 1 },
      { key: "seed", kind: "number", label: "Seed", min: 0, max: 9999, value: 7 },
    ],
    // done: the neurons that a play has reached, -1 for all; edits: place, value, place, value, …
    state: { layer: 1, neuron: 2, done: -1, edits: [] },
    mend, make, draw, say, values, numbers, numpy,
    play: { step },
    tasks: {
      count: ({ sizes }) => /^\[3, \d+, 2\]$/.test(sizes) && nn.count(sizesOf(sizes)) === 26,
      dead: (state) => state.edits.length > 0 && dead(state, model(state)).length > 1,
      downhill: (state) => isBack(state) && state.edits.length === 2 && model(state).loss <= 0.9 * model(state).before,
    },
    vary(state, random) {
      const pick = (n) => Math.floor(random() * n);
      const sizes = each(2 + pick(LAYERS - 1), () => 1 + pick(MOST));
      Object.assign(state, { sizes: notation(sizes), layer: pick(LAYERS), neuron: 1 + pick(MOST), edits: each(pick(4), () => [pick(nn.count(sizes)), rounded(4 * random() - 2)]).flat() });
    },
  });
})();
