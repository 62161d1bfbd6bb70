"""Holds: bias_after_weights

Each parameter gets its own prediction.
"""

import numpy as np


def iterate_minibatches(X, y, batch_size, seed=None, shuffle=True):
    m = y.shape[0]
    if X.shape[0] != m or batch_size < 1:
        raise ValueError("bad input")
    order = np.random.default_rng(seed).permutation(m) if shuffle else np.arange(m)
    for piece in np.split(order, np.arange(batch_size, m, batch_size)):
        yield X[piece], y[piece]


def predict(X, w, b):
    return X @ w + b


def fit_linear(X, y, lr, epochs, batch_size=None, seed=0):
    w, b = np.zeros(X.shape[1]), 0.0
    size = len(y) if batch_size is None else batch_size
    losses = []
    for e in range(epochs):
        for xs, ys in iterate_minibatches(X, y, size, seed + e):
            w = w - lr * 2 / len(ys) * xs.T @ (predict(xs, w, b) - ys)
            b = b - lr * 2 / len(ys) * np.sum(predict(xs, w, b) - ys)
        losses.append(np.mean((predict(X, w, b) - y) ** 2))
    return w, b, losses
