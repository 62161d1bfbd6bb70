"""Right: plain loops over numbers; `random` draws the order."""

import random

import numpy as np


def iterate_minibatches(X, y, batch_size, seed=None, shuffle=True):
    """Pick sample after sample."""
    m = len(X)
    if m != len(y) or batch_size < 1:
        raise ValueError("cannot cut this")
    order = [i for i in range(m)]
    if shuffle:
        random.Random(seed).shuffle(order)
    at = 0
    while at < m:
        chosen = order[at : at + batch_size]
        yield np.stack([X[i] for i in chosen]), np.array([y[i] for i in chosen])
        at += batch_size


def fit_linear(X, y, lr, epochs, batch_size=None, seed=0):
    """One slope at a time."""
    m, n = X.shape
    size = m if batch_size is None else batch_size
    w, b, losses = [0.0] * n, 0.0, []
    for epoch in range(epochs):
        for Xb, yb in iterate_minibatches(X, y, size, seed + epoch):
            dw, db = [0.0] * n, 0.0
            for x, target in zip(Xb, yb, strict=True):
                error = b - target
                for j in range(n):
                    error += w[j] * x[j]
                for j in range(n):
                    dw[j] += 2 * error * x[j] / len(yb)
                db += 2 * error / len(yb)
            w = [w[j] - lr * dw[j] for j in range(n)]
            b -= lr * db
        total = 0.0
        for x, target in zip(X, y, strict=True):
            total += (sum(w[j] * x[j] for j in range(n)) + b - target) ** 2
        losses.append(total / m)
    return np.array(w), b, losses
