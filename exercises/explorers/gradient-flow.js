// How much of a gradient reaches each layer, over many starts of the same network.
"use strict";
(() => {
  const SAMPLES = 16;
  const NAMES = { linear: "no activation", sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU", leaky_relu: "leaky ReLU" };
  const STARTS = { small: "small (0.01)", normal: "normal (1)", xavier: "Xavier", he: "He" };
  const HUGE = 100;

  const size = (m) => Math.sqrt(m.d.reduce((sum, v) => sum + v * v, 0) / m.d.length);

  // One start: the size of each layer's outputs, and of the gradient of its sums or weights.
  function once({ depth, width, activation, init, gain, of }, seed) {
    const sizes = [...Array(depth).fill(width), 1];
    const net = nn.network(sizes, { hidden: activation, output: "linear", init, gain, seed });
    const random = nn.rng(1000 + seed);
    const X = nn.map(nn.matrix(width, SAMPLES), () => nn.normal(random));
    const Y = nn.map(nn.matrix(1, SAMPLES), () => nn.normal(random));
    const cache = nn.forward(net, X);
    const { dW, dZ } = nn.backward(net, cache, Y, "mse");
    return { outputs: cache.A.slice(1).map(size), gradients: (of === "sums" ? dZ : dW).map(size) };
  }

  // The value below which a share of the numbers lies, as np.quantile gives it.
  function quantile(numbers, share) {
    const sorted = [...numbers].sort((a, b) => a - b);
    const at = share * (sorted.length - 1);
    const low = Math.floor(at);
    return sorted[low] + (at - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
  }

  function measured(state, ui) {
    const key = JSON.stringify(state);
    if (ui.data.key !== key) {
      const runs = Array.from({ length: state.runs }, (_, seed) => once(state, seed));
      const over = (what, share) => runs[0][what].map((_, l) => quantile(runs.map((run) => run[what][l]), share));
      ui.data.key = key;
      ui.data.found = {
        outputs: over("outputs", 0.5), gradients: over("gradients", 0.5),
        low: over("gradients", 0.1), high: over("gradients", 0.9),
      };
    }
    return ui.data.found;
  }
  const ratio = ({ gradients }) => gradients[0] / gradients[gradients.length - 1];

  function verdict(state, found) {
    const share = ratio(found);
    if (!Number.isFinite(share)) return "The numbers have left what a computer can hold.";
    const times = (n) => (n >= 10 && n < 1e15 ? Number(n.toPrecision(2)).toLocaleString("en") : show(n, 2));
    if (share < 1 / HUGE) return `Vanishing: the first layer's gradient is ${times(1 / share)} times smaller than the last one's: hardly anything arrives there.`;
    if (share > HUGE) return `Exploding: the first layer's gradient is ${times(share)} times larger than the last one's: it grows on the way back.`;
    return `Healthy: first and last layer differ by a factor of ${times(Math.max(share, 1 / share))}.`;
  }

  let back;
  let forth;
  let said;

  function make(stage) {
    const narrow = innerWidth < 600;
    back = chart({ x: [0, 10], y: [1e-6, 1], log: true, xLabel: "layer, the first on the left", yLabel: "size of its gradient" });
    forth = chart({ x: [0, 10], y: [0, 1], log: true, height: narrow ? 220 : 230, xLabel: "layer", yLabel: "size of its outputs" });
    said = el("p", { class: "verdict" });
    stage.append(said, el("figure", {}, back.node), el("figure", {}, forth.node));
  }

  // Powers of ten around all numbers, never fewer than four.
  function around(numbers) {
    const logs = numbers.filter((v) => v > 0 && Number.isFinite(v)).map(Math.log10);
    if (logs.length === 0) return [1e-3, 10];
    const low = Math.floor(Math.min(...logs));
    const high = Math.max(Math.ceil(Math.max(...logs)), low + 4);
    return [10 ** Math.max(low, -300), 10 ** Math.min(high, 300)];
  }

  function draw(state, ui) {
    const found = measured(state, ui);
    const layers = found.gradients.length;
    const x = [0.4, layers + 0.6];
    back.axes(x, around([...found.low, ...found.high]));
    const wide = Math.max(2, (back.plot.width / (layers + 0.2)) * 0.55);
    const floor = back.plot.y + back.plot.height;
    const tall = (v) => clamp(floor - back.Y(v), 0, back.plot.height);
    back.marks.replaceChildren(...found.gradients.flatMap((g, l) => {
      const at = back.X(l + 1);
      return [
        svg("rect", { class: "bar", x: at - wide / 2, y: floor - tall(g), width: wide, height: tall(g) }),
        svg("path", { class: "curve thin orange", d: `M${at} ${floor - tall(found.low[l])}V${floor - tall(found.high[l])}` }),
      ];
    }));
    forth.axes(x, around(found.outputs));
    forth.marks.replaceChildren(svg("path", { class: "curve blue", d: forth.line(found.outputs.map((v, l) => [l + 1, v > 0 ? v : Number.NaN])) }),
      ...found.outputs.map((v, l) => (v > 0 && Number.isFinite(v) ? svg("circle", { class: "dot blue", r: layers > 16 ? 2.5 : 4, cx: forth.X(l + 1), cy: forth.Y(v) }) : null)).filter(Boolean));
    said.textContent = verdict(state, found);
    back.describe(`Gradient sizes of ${layers} layers: first ${show(found.gradients[0], 3)}, last ${show(found.gradients[layers - 1], 3)}`);
    forth.describe(`Output sizes of ${layers} layers: first ${show(found.outputs[0], 3)}, last ${show(found.outputs[layers - 1], 3)}`);
  }

  const PROGRAMS = {
    linear: ["z", "np.ones_like(z)"],
    sigmoid: ["1 / (1 + np.exp(-z))", "a * (1 - a)"],
    tanh: ["np.tanh(z)", "1 - a**2"],
    relu: ["np.maximum(z, 0)", "(z > 0).astype(float)"],
    leaky_relu: ["np.where(z > 0, z, 0.01 * z)", "np.where(z > 0, 1.0, 0.01)"],
  };
  const SPREADS = { small: "0.01", normal: "1.0", xavier: "np.sqrt(2 / (n_in + n_out))", he: "np.sqrt(2 / n_in)" };

  function numpy({ depth, width, activation, init, gain, runs, of }) {
    const [value, slope] = PROGRAMS[activation];
    return `import numpy as np

depth, width, gain, runs, m = ${depth}, ${width}, ${python(gain)}, ${runs}, ${SAMPLES}
sizes = [width] * depth + [1]


def stream(seed):
    """Numbers in [0, 1): the page's own generator, mulberry32."""
    a = seed
    while True:
        a = (a + 0x6D2B79F5) & 0xFFFFFFFF
        t = ((a ^ (a >> 15)) * (a | 1)) & 0xFFFFFFFF
        t ^= (t + ((t ^ (t >> 7)) * (t | 61))) & 0xFFFFFFFF
        yield ((t ^ (t >> 14)) & 0xFFFFFFFF) / 2**32


def normals(random, shape):
    """Box and Muller: a normal number from two uniform ones."""
    u = np.array([next(random) for _ in range(2 * np.prod(shape))]).reshape(-1, 2)
    return (np.sqrt(-2 * np.log(1 - u[:, 0])) * np.cos(2 * np.pi * u[:, 1])).reshape(shape)


def f(z):
    return ${value}


def slope(z, a):
    return ${slope}


def rms(array):
    return np.sqrt(np.mean(array**2))


def once(seed):
    random = stream(seed)
    weights = [
        gain * ${SPREADS[init]} * normals(random, (n_out, n_in))
        for n_in, n_out in zip(sizes, sizes[1:])
    ]
    random = stream(1000 + seed)
    X, Y = normals(random, (width, m)), normals(random, (1, m))

    Z, A = [], [X]  # forward; the last layer has no activation
    for l, W in enumerate(weights):
        Z.append(W @ A[-1])
        A.append(Z[-1] if l == depth - 1 else f(Z[-1]))

    dZ = 2 * (A[-1] - Y) / Y.size  # backward, from the mean squared error
    gradients = []
    for l in reversed(range(depth)):
        gradients.insert(0, rms(${of === "sums" ? "dZ" : "dZ @ A[l].T"}))
        if l:
            dZ = (weights[l].T @ dZ) * slope(Z[l - 1], A[l])
    return [rms(a) for a in A[1:]], gradients


found = [once(seed) for seed in range(runs)]
outputs = np.median([o for o, _ in found], axis=0)
gradients = np.median([g for _, g in found], axis=0)
low, high = np.quantile([g for _, g in found], [0.1, 0.9], axis=0)

for layer, (o, g) in enumerate(zip(outputs, gradients), 1):
    print(f"layer {layer:2}  outputs {o:.3g}  gradient {g:.3g}")
print(f"first / last gradient: {gradients[0] / gradients[-1]:.3g}")
`;
  }

  const names = (table) => Object.entries(table);
  explorer({
    controls: [
      { key: "depth", kind: "range", label: "Layers", min: 2, max: 30, step: 1, value: 8 },
      { key: "width", kind: "range", label: "Neurons in a layer", min: 4, max: 32, step: 4, value: 16 },
      { key: "activation", kind: "select", label: "Activation", options: names(NAMES), value: "sigmoid" },
      { key: "init", kind: "select", label: "Weights at the start", options: names(STARTS), value: "xavier" },
      { key: "gain", kind: "range", label: "Gain: weights times", min: 0.5, max: 2, step: 0.05, value: 1 },
      { key: "of", kind: "select", label: "Gradient of", options: [["sums", "each layer's sums z"], ["weights", "each layer's weights W"]], value: "sums" },
      { key: "runs", kind: "range", label: "Starts to look at", min: 1, max: 20, step: 1, value: 12 },
    ],
    state: {},
    make,
    draw,
    values: measured,
    say(state, ui) {
      const found = measured(state, ui);
      return `${state.depth} layers of ${state.width}, ${NAMES[state.activation]}, ${STARTS[state.init]} start. ${verdict(state, found)} The median of ${state.runs} ${state.runs === 1 ? "start" : "starts"}; orange lines span most of them.`;
    },
    numbers(state, ui) {
      const found = measured(state, ui);
      return {
        head: ["layer", "outputs", "gradient (median)", "10 % below", "10 % above"],
        rows: found.gradients.map((g, l) => [l + 1, found.outputs[l], g, found.low[l], found.high[l]]),
      };
    },
    numpy,
    tasks: {
      vanish: (state, ui) => ratio(measured(state, ui)) < 1e-6,
      explode: (state, ui) => ratio(measured(state, ui)) > 1000,
      heal: (state, ui) => {
        const share = ratio(measured(state, ui));
        return state.depth >= 20 && ["relu", "leaky_relu", "tanh", "sigmoid"].includes(state.activation) && share > 0.1 && share < 10;
      },
    },
  });
})();
