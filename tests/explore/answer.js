// Reads cases as JSON, computes each with nn.js and writes what it gave.
"use strict";
const nn = require(process.argv[2]);
const list = (m) => nn.transposed(nn.transposed(m)).d.length === 0 ? [] : Array.from({ length: m.r }, (_, i) => Array.from(m.d.subarray(i * m.c, (i + 1) * m.c)));
const matrix = (rows) => nn.matrix(rows.length, rows[0].length, rows.flat());

const answers = {
  rng: ({ seed, count }) => {
    const random = nn.rng(seed);
    return Array.from({ length: count }, random);
  },
  activation: ({ name, z }) => ({ f: z.map((v) => nn.entrywise[name].f(v)), slope: z.map((v) => nn.entrywise[name].slope(v)) }),
  network: ({ X, Y, layers, loss }) => {
    const net = { layers: layers.map(([W, b, f]) => ({ W: matrix(W), b: Float64Array.from(b), f })) };
    const cache = nn.forward(net, matrix(X));
    const back = nn.backward(net, cache, matrix(Y), loss);
    return {
      Z: cache.Z.map(list), A: cache.A.slice(1).map(list), loss: nn.loss(loss, cache.A.at(-1), matrix(Y)),
      dW: back.dW.map(list), db: back.db.map((b) => Array.from(b)), dZ: back.dZ.map(list), dX: list(back.dX),
    };
  },
  optimizer: ({ name, options, p, grads }) => {
    const params = [Float64Array.from(p)];
    const rule = nn.optimizer(name, options);
    return grads.map((g) => {
      rule.step(params, [Float64Array.from(g)]);
      return Array.from(params[0]);
    });
  },
  weights: ({ sizes, options }) => nn.network(sizes, options).layers.map(({ W, b, f }) => [list(W), Array.from(b), f]),
  dataset: ({ name, options }) => {
    const { X, Y } = nn.dataset(name, options);
    return { X: list(X), Y: list(Y) };
  },
  count: ({ sizes }) => nn.count(sizes),
};

const cases = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map((c) => answers[c.kind](c))));
