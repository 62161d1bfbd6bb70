// A network that tells two classes of points apart, as far as it has been trained.
"use strict";

const classifier = (() => {
  const BATCH = 10;
  const HELD = 100;
  const rounded = (factor) => (v) => Math.round(v * factor) / factor;

  // Data and architecture are names; the settings decide every weight.  Without a hidden
  // layer the activation does not.
  const key = ({ data, net, activation, optimizer, lr, noise, n, seed }) => [data, net, net === "[2, 1]" || activation, optimizer, lr, noise, n, seed].join();

  function points({ data, noise }, n, seed) {
    const { X, Y } = nn.dataset(data, { n, noise, seed });
    return { X: nn.map(X, rounded(1000)), Y };
  }

  function born(settings) {
    const { net, n, seed, lr, optimizer, activation } = settings;
    const sizes = JSON.parse(net);
    const cell = {
      key: key(settings), sizes, epoch: 0, history: [],
      train: points(settings, n, seed),
      held: points(settings, HELD, seed + 1000),
      net: nn.network(sizes, { hidden: activation, init: activation.endsWith("relu") ? "he" : "xavier", seed: seed + 3000 }),
      rule: nn.optimizer(optimizer, { lr: Number(lr) }),
      random: nn.rng(seed + 2000), order: Array.from({ length: n }, (_, k) => k),
    };
    remember(cell);
    return cell;
  }

  // One epoch: every training point once, in batches of a new order.
  function advance(cell) {
    const { net, order, random, train: { X, Y } } = cell;
    for (let k = order.length - 1; k > 0; k -= 1) {
      const other = Math.floor(random() * (k + 1));
      [order[k], order[other]] = [order[other], order[k]];
    }
    for (let from = 0; from < order.length; from += BATCH) {
      const batch = order.slice(from, from + BATCH);
      const pick = (m) => nn.map(nn.matrix(m.r, batch.length), (_, k) => m.d[Math.floor(k / batch.length) * m.c + batch[k % batch.length]]);
      const some = pick(X);
      const grads = nn.backward(net, nn.forward(net, some), pick(Y), "bce");
      cell.rule.step(nn.parameters(net), nn.gradients(grads));
    }
    cell.epoch += 1;
    if (cell.epoch % 5 === 0) remember(cell);
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

  const remember = (cell) => {
    const { epoch, train, held } = look(cell);
    cell.history.push([epoch, train.loss, held.loss]);
  };

  function note({ epoch, train, held }) {
    if (!Number.isFinite(train.loss)) return "Its numbers have left what a computer can hold.";
    const apart = train.accuracy - held.accuracy;
    if (apart >= 0.0999) return `${Number((100 * apart).toFixed(1))} points apart: learned by heart.`;
    return epoch >= 20 && held.accuracy <= 0.65 ? "Hardly better than guessing." : "";
  }

  return { rounded, key, born, advance, look, note };
})();
