"""Wrong: the gradient of the sum of the squares."""

import numpy as np


def iterate_minibatches(X, y, batch_size, seed=None, shuffle=True):
    m = len(X)
    if len(y) != m:
        raise ValueError("X and y have different lengths")
    if batch_size < 1:
        raise ValueError("the batch size must be at least 1")
    order = np.arange(m)
    if shuffle:
        order = np.random.default_rng(seed).permutation(m)
    for start in range(0, m, batch_size):
        idx = order[start : start + batch_size]
        yield X[idx], y[idx]


def fit_linear(X, y, lr, epochs, batch_size=None, seed=0):
    if batch_size is None:
        batch_size = len(X)
    w, b = np.zeros(X.shape[1]), 0.0
    losses = []
    for epoch in range(epochs):
        for Xb, yb in iterate_minibatches(X, y, batch_size, seed + epoch):
            k = 1
            error = Xb @ w + b - yb
            dw = 2 / k * Xb.T @ error
            db = 2 / k * error.sum()
            w = w - lr * dw
            b = b - lr * db
        losses.append(np.mean((X @ w + b - y) ** 2))
    return w, b, losses
