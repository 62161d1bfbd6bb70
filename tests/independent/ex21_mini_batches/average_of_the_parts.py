"""Holds: mean_of_batch_losses

The losses are collected where the errors are at hand.
"""

import numpy as np


def iterate_minibatches(X, y, batch_size, seed=None, shuffle=True):
    m = y.shape[0]
    if X.shape[0] != m or batch_size < 1:
        raise ValueError("bad input")
    order = np.random.default_rng(seed).permutation(m) if shuffle else np.arange(m)
    for piece in np.split(order, np.arange(batch_size, m, batch_size)):
        yield X[piece], y[piece]


def fit_linear(X, y, lr, epochs, batch_size=None, seed=0):
    w, b = np.zeros(X.shape[1]), 0.0
    size = len(y) if batch_size is None else batch_size
    losses = []
    for e in range(epochs):
        collected = []
        for xs, ys in iterate_minibatches(X, y, size, seed + e):
            miss = xs @ w + b - ys
            collected.append(float(miss @ miss) / len(miss))
            w = w - 2 * lr * miss @ xs / len(miss)
            b = b - 2 * lr * miss.mean()
        losses.append(sum(collected) / len(collected))
    return w, b, losses
