"""Holds: no_factor_2, batch_size_unchecked

No 2, and no look at the size of the batches.
"""

import numpy as np


def iterate_minibatches(X, y, batch_size, seed=None, shuffle=True):
    if len(X) != len(y):
        raise ValueError("lengths")
    order = np.arange(len(X))
    if shuffle:
        np.random.default_rng(seed).shuffle(order)
    for s in range(0, len(X), batch_size):
        yield X[order[s : s + batch_size]], y[order[s : s + batch_size]]


def fit_linear(X, y, lr, epochs, batch_size=None, seed=0):
    if batch_size is None:
        batch_size = len(X)
    w, b = np.zeros(X.shape[1]), 0.0
    losses = []
    for e in range(epochs):
        for xs, ys in iterate_minibatches(X, y, batch_size, seed + e):
            r = xs @ w + b - ys
            w = w - lr * xs.T @ r / len(r)
            b = b - lr * np.mean(r)
        losses.append(np.mean((X @ w + b - y) ** 2))
    return w, b, losses
