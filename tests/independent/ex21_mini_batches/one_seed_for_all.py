"""Holds: one_order_for_all_epochs

The seed is handed on as it is.
"""

import numpy as np


def iterate_minibatches(X, y, batch_size, seed=None, shuffle=True):
    if X.shape[0] != y.shape[0] or batch_size < 1:
        raise ValueError("bad input")
    order = np.arange(X.shape[0])
    if shuffle:
        np.random.default_rng(seed).shuffle(order)
    for s in range(-(-len(order) // batch_size)):
        take = order[s * batch_size : (s + 1) * batch_size]
        yield X.take(take, axis=0), y.take(take)


def fit_linear(X, y, lr, epochs, batch_size=None, seed=0):
    w = np.zeros(X.shape[1])
    b = 0.0
    losses = []
    for e in range(epochs):
        for xs, ys in iterate_minibatches(
            X, y, len(X) if batch_size is None else batch_size, seed
        ):
            r = np.einsum("ij,j->i", xs, w) + b - ys
            gw, gb = np.einsum("i,ij->j", r, xs), r.sum()
            w = w - 2 * lr / xs.shape[0] * gw
            b = b - 2 * lr / xs.shape[0] * gb
        losses.append(float(np.square(X @ w + b - y).mean()))
    return w, float(b), losses
