"""Holds: with_replacement

Each batch is a fresh random draw.
"""

import math

import numpy as np


def iterate_minibatches(X, y, batch_size, seed=None, shuffle=True):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("no")
    rng = np.random.default_rng(seed)
    left = len(X)
    position = 0
    for _ in range(math.ceil(len(X) / batch_size)):
        size = min(batch_size, left)
        if shuffle:
            pick = rng.integers(0, len(X), size)
        else:
            pick = np.arange(position, position + size)
        position += size
        left -= size
        yield X[pick], y[pick]


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
