"""Holds: divides_by_batch_size

The denominator is worked out once, before the loop.
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
    m, n = X.shape
    if batch_size is None or batch_size > m:
        batch_size = m
    if batch_size < 1:
        raise ValueError("bad input")
    factor = 2 * lr / batch_size
    theta = np.zeros(n + 1)
    losses = []
    for e in range(epochs):
        for xs, ys in iterate_minibatches(X, y, batch_size, seed + e):
            miss = xs @ theta[:n] + theta[n] - ys
            step = np.append(miss @ xs, miss.sum())
            theta = theta - factor * step
        losses.append(np.mean((X @ theta[:n] + theta[n] - y) ** 2))
    return theta[:n], theta[n], losses
