"""Holds: never_shuffled

The generator is made and never asked.
"""

import numpy as np


def iterate_minibatches(X, y, batch_size, seed=None, shuffle=True):
    if X.shape[0] != y.shape[0] or batch_size < 1:
        raise ValueError("bad input")
    rng = np.random.default_rng(seed)
    order = list(range(X.shape[0]))
    if shuffle:
        rng.permutation(order)
    while order:
        now, order = order[:batch_size], order[batch_size:]
        yield X[now], y[now]


def fit_linear(X, y, lr, epochs, batch_size=None, seed=0):
    w = np.zeros(X.shape[1])
    b = 0.0
    losses = []
    for e in range(epochs):
        for xs, ys in iterate_minibatches(
            X, y, len(X) if batch_size is None else batch_size, seed + e
        ):
            r = np.einsum("ij,j->i", xs, w) + b - ys
            gw, gb = np.einsum("i,ij->j", r, xs), r.sum()
            w = w - 2 * lr / xs.shape[0] * gw
            b = b - 2 * lr / xs.shape[0] * gb
        losses.append(float(np.square(X @ w + b - y).mean()))
    return w, float(b), losses
