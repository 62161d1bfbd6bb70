// A small neural network, with the same maths as the course's reference solutions.
//
// A matrix is {r, c, d}: rows, columns and a Float64Array, row after row.  One column
// is one sample, so a layer is Z = W A + b, with W of shape (outputs, inputs).
"use strict";

const nn = (() => {
  // -- random numbers that a seed decides ------------------------------------------------

  // mulberry32: 32 bits of state, numbers in [0, 1).
  function rng(seed) {
    let a = seed >>> 0;
    return () => {
      a = (a + 0x6d2b79f5) >>> 0;
      let t = Math.imul(a ^ (a >>> 15), a | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }
  // Box and Muller: a normal number from two uniform ones.
  const normal = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

  // -- matrices ----------------------------------------------------------------------------

  const matrix = (r, c, values) => ({ r, c, d: values ? Float64Array.from(values) : new Float64Array(r * c) });
  const rows = (m) => Array.from({ length: m.r }, (_, i) => Array.from(m.d.subarray(i * m.c, (i + 1) * m.c)));
  const map = (m, f) => {
    const out = matrix(m.r, m.c);
    for (let i = 0; i < m.d.length; i += 1) out.d[i] = f(m.d[i], i);
    return out;
  };
  const transposed = (m) => {
    const out = matrix(m.c, m.r);
    for (let i = 0; i < m.r; i += 1) for (let j = 0; j < m.c; j += 1) out.d[j * m.r + i] = m.d[i * m.c + j];
    return out;
  };
  function product(a, b) {
    const out = matrix(a.r, b.c);
    for (let i = 0; i < a.r; i += 1) {
      for (let k = 0; k < a.c; k += 1) {
        const factor = a.d[i * a.c + k];
        for (let j = 0, at = i * b.c, from = k * b.c; j < b.c; j += 1) out.d[at + j] += factor * b.d[from + j];
      }
    }
    return out;
  }

  // -- activations: f(z), and the slope at z ----------------------------------------------

  const sigmoid = (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));
  const entrywise = {
    linear: { f: (z) => z, slope: () => 1 },
    sigmoid: { f: sigmoid, slope: (z) => sigmoid(z) * sigmoid(-z) },
    tanh: { f: Math.tanh, slope: (z) => 1 / Math.cosh(z) ** 2 },
    relu: { f: (z) => (z > 0 ? z : 0), slope: (z) => (z > 0 ? 1 : 0) },
    leaky_relu: { f: (z, alpha = 0.01) => (z > 0 ? z : alpha * z), slope: (z, alpha = 0.01) => (z > 0 ? 1 : alpha) },
    elu: { f: (z, alpha = 1) => (z > 0 ? z : alpha * Math.expm1(z)), slope: (z, alpha = 1) => (z > 0 ? 1 : alpha * Math.exp(z)) },
    swish: { f: (z) => z * sigmoid(z), slope: (z) => sigmoid(z) * (1 + z * sigmoid(-z)) },
  };
  // Each column becomes a distribution; its largest score is taken off first.
  function softmax(Z) {
    const out = matrix(Z.r, Z.c);
    for (let j = 0; j < Z.c; j += 1) {
      let most = -Infinity;
      for (let i = 0; i < Z.r; i += 1) most = Math.max(most, Z.d[i * Z.c + j]);
      let sum = 0;
      for (let i = 0; i < Z.r; i += 1) sum += out.d[i * Z.c + j] = Math.exp(Z.d[i * Z.c + j] - most);
      for (let i = 0; i < Z.r; i += 1) out.d[i * Z.c + j] /= sum;
    }
    return out;
  }
  const activate = (name, Z) => {
    if (name === "softmax") return softmax(Z);
    const { f } = entrywise[name];
    return map(Z, (z) => f(z));
  };

  // -- networks ----------------------------------------------------------------------------

  // Standard deviations of the first weights of a layer.
  const spreads = {
    zeros: () => 0,
    small: () => 0.01,
    normal: () => 1,
    xavier: (inputs, outputs) => Math.sqrt(2 / (inputs + outputs)),
    he: (inputs) => Math.sqrt(2 / inputs),
  };

  // sizes: [inputs, …, outputs]; hidden, output: names of activations.
  function network(sizes, { hidden = "relu", output = "sigmoid", init = "he", gain = 1, seed = 0 } = {}) {
    const random = rng(seed);
    const layers = sizes.slice(1).map((outputs, l) => {
      const spread = gain * spreads[init](sizes[l], outputs);
      const W = matrix(outputs, sizes[l]);
      for (let i = 0; i < W.d.length; i += 1) W.d[i] = spread === 0 ? 0 : spread * normal(random);
      return { W, b: new Float64Array(outputs), f: l === sizes.length - 2 ? output : hidden };
    });
    return { sizes, layers };
  }

  // Z and A of every layer; A[0] is the input.
  function forward(net, X) {
    const Z = [];
    const A = [X];
    for (const { W, b, f } of net.layers) {
      const z = product(W, A[A.length - 1]);
      for (let i = 0; i < z.r; i += 1) for (let j = 0; j < z.c; j += 1) z.d[i * z.c + j] += b[i];
      Z.push(z);
      A.push(activate(f, z));
    }
    return { Z, A };
  }

  // -- losses: means, with probabilities kept inside [1e-12, 1 - 1e-12] ---------------------

  const EPS = 1e-12;
  const inside = (p) => Math.min(Math.max(p, EPS), 1 - EPS);
  const mean = (P, Y, count, term) => {
    let sum = 0;
    for (let i = 0; i < P.d.length; i += 1) sum += term(P.d[i], Y.d[i]);
    return sum / count;
  };
  const losses = {
    // Over all entries.
    mse: {
      value: (P, Y) => mean(P, Y, P.d.length, (p, y) => (p - y) ** 2),
      slope: (P, Y) => map(P, (p, i) => (2 * (p - Y.d[i])) / P.d.length),
    },
    bce: {
      value: (P, Y) => mean(P, Y, P.d.length, (p, y) => -(y * Math.log(inside(p)) + (1 - y) * Math.log1p(-inside(p)))),
      slope: (P, Y) => map(P, (p, i) => (inside(p) - Y.d[i]) / (inside(p) * (1 - inside(p))) / P.d.length),
    },
    // Over the samples.
    cce: {
      value: (P, Y) => mean(P, Y, P.c, (p, y) => -y * Math.log(inside(p))),
      slope: (P, Y) => map(P, (p, i) => -Y.d[i] / inside(p) / P.c),
    },
  };
  const loss = (kind, P, Y) => losses[kind].value(P, Y);

  // How the loss changes with the last scores.  Sigmoid with bce and softmax with cce
  // shorten to p - y, which also holds where p is 0 or 1 in floating point.
  function scoresGradient(f, Z, P, Y, kind) {
    if (f === "sigmoid" && kind === "bce") return map(P, (p, i) => (p - Y.d[i]) / P.d.length);
    if (f === "softmax" && kind === "cce") {
      return map(P, (p, i) => {
        let sum = 0;
        for (let k = i % P.c; k < P.d.length; k += P.c) sum += Y.d[k];
        return (p * sum - Y.d[i]) / P.c;
      });
    }
    return throughActivation(f, Z, P, losses[kind].slope(P, Y));
  }
  function throughActivation(f, Z, A, dA) {
    if (f !== "softmax") {
      const { slope } = entrywise[f];
      return map(dA, (g, i) => g * slope(Z.d[i]));
    }
    const out = matrix(A.r, A.c);
    for (let j = 0; j < A.c; j += 1) {
      let dot = 0;
      for (let i = 0; i < A.r; i += 1) dot += dA.d[i * A.c + j] * A.d[i * A.c + j];
      for (let i = 0; i < A.r; i += 1) out.d[i * A.c + j] = A.d[i * A.c + j] * (dA.d[i * A.c + j] - dot);
    }
    return out;
  }

  // Gradients of the mean loss: dW, db and dZ by layer, and dX.
  function backward(net, cache, Y, kind) {
    const { Z, A } = cache;
    const last = net.layers.length - 1;
    const dW = [];
    const db = [];
    const dZ = [];
    let dA = null;
    for (let l = last; l >= 0; l -= 1) {
      const { W, f } = net.layers[l];
      dZ[l] = l === last ? scoresGradient(f, Z[l], A[l + 1], Y, kind) : throughActivation(f, Z[l], A[l + 1], dA);
      dW[l] = product(dZ[l], transposed(A[l]));
      db[l] = new Float64Array(W.r);
      for (let i = 0; i < W.r; i += 1) for (let j = 0; j < dZ[l].c; j += 1) db[l][i] += dZ[l].d[i * dZ[l].c + j];
      dA = product(transposed(W), dZ[l]);
    }
    return { dW, db, dZ, dX: dA };
  }

  const parameters = (net) => net.layers.flatMap(({ W, b }) => [W.d, b]);
  const gradients = ({ dW, db }) => dW.flatMap((w, l) => [w.d, db[l]]);
  const count = (sizes) => sizes.slice(1).reduce((sum, n, l) => sum + n * sizes[l] + n, 0);

  // -- optimizers: an object with a memory; step changes the parameters in place ----------

  // kind: sgd, momentum, nesterov, adagrad, rmsprop or adam.
  function optimizer(kind, { lr = 0.01, momentum = 0.9, decay = 0.9, beta1 = 0.9, beta2 = 0.999, eps = 1e-8 } = {}) {
    const memory = [];
    let t = 0;
    const rules = {
      sgd: (g) => -lr * g,
      momentum: (g, m, i) => (m[0][i] = momentum * m[0][i] - lr * g),
      nesterov: (g, m, i) => {
        m[0][i] = momentum * m[0][i] - lr * g;
        return momentum * m[0][i] - lr * g;
      },
      adagrad: (g, m, i) => (-lr * g) / (Math.sqrt(m[0][i] += g * g) + eps),
      rmsprop: (g, m, i) => (-lr * g) / (Math.sqrt(m[0][i] = decay * m[0][i] + (1 - decay) * g * g) + eps),
      adam: (g, m, i) => {
        m[0][i] = beta1 * m[0][i] + (1 - beta1) * g;
        m[1][i] = beta2 * m[1][i] + (1 - beta2) * g * g;
        return (-lr * (m[0][i] / (1 - beta1 ** t))) / (Math.sqrt(m[1][i] / (1 - beta2 ** t)) + eps);
      },
    };
    const rule = rules[kind];
    return {
      step(params, grads) {
        t += 1;
        params.forEach((p, n) => {
          memory[n] ??= [new Float64Array(p.length), new Float64Array(p.length)];
          for (let i = 0; i < p.length; i += 1) p[i] += rule(grads[n][i], memory[n], i);
        });
      },
    };
  }

  // -- points to learn from: X (2, n), Y (1, n) --------------------------------------------

  const shapes = {
    linear: (k, random) => {
      const x = 2.4 * random() - 1.2, y = 2.4 * random() - 1.2;
      // A gap between the classes, along the line that parts them.
      const side = k % 2 ? 1 : -1, off = 0.6 * x + 0.8 * y;
      const move = side * (0.15 + Math.abs(off)) - off;
      return [x + 0.6 * move, y + 0.8 * move];
    },
    moons: (k, random) => {
      const t = Math.PI * random();
      return k % 2 ? [0.5 - Math.cos(t), 0.25 - Math.sin(t)] : [Math.cos(t) - 0.5, Math.sin(t) - 0.25];
    },
    circles: (k, random) => {
      const t = 2 * Math.PI * random(), r = k % 2 ? 0.45 : 1.05;
      return [r * Math.cos(t), r * Math.sin(t)];
    },
    xor: (k, random) => {
      const a = random() < 0.5 ? 1 : -1, x = 0.2 + 0.9 * random(), y = 0.2 + 0.9 * random();
      return [a * x, (k % 2 ? -a : a) * y];
    },
  };
  function dataset(name, { n = 100, noise = 0.1, seed = 0 } = {}) {
    const random = rng(seed);
    const X = matrix(2, n);
    const Y = matrix(1, n);
    for (let k = 0; k < n; k += 1) {
      const [x, y] = shapes[name](k, random);
      X.d[k] = x + noise * normal(random);
      X.d[n + k] = y + noise * normal(random);
      Y.d[k] = k % 2;
    }
    return { X, Y };
  }

  return {
    rng, normal, matrix, rows, map, transposed, product, entrywise, softmax, activate, network, forward,
    loss, losses, backward, parameters, gradients, count, optimizer, dataset,
  };
})();

if (typeof module !== "undefined") module.exports = nn;
