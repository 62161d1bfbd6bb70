"""Holds: order_not_repeatable

A generator that is made once for the whole file.
"""

import numpy as np

RNG = np.random.default_rng()


def iterate_minibatches(X, y, batch_size, seed=None, shuffle=True):
    if len(X) != len(y):
        raise ValueError("lengths")
    if batch_size < 1:
        raise ValueError("batch size")
    order = RNG.permutation(len(X)) if shuffle else np.arange(len(X))
    return [
        (X[order[s : s + batch_size]], y[order[s : s + batch_size]])
        for s in range(0, len(X), batch_size)
    ]


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
