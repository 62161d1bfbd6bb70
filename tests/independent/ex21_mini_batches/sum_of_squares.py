"""Holds: gradients_of_the_sum

The slope of the sum of the squared errors.
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
        for xs, ys in iterate_minibatches(X, y, size, seed + e):
            miss = xs @ w + b - ys
            w = w - 2 * lr * miss @ xs
            b = b - 2 * lr * np.sum(miss)
        losses.append(float(np.var(X @ w + b - y) + np.mean(X @ w + b - y) ** 2))
    return w, b, losses
