"""Right, but noisy: prints, warns, and seeds with a generator passed on."""

import warnings

import numpy as np

np.seterr(all="ignore")


def iterate_minibatches(X, y, batch_size, seed=None, shuffle=True):
    print("cutting", X.shape, "by", batch_size)
    if batch_size < 1 or X.shape[0] != np.size(y):
        warnings.warn("cannot cut", stacklevel=2)
        raise ValueError("cannot cut")
    table = np.column_stack([X, y])
    if shuffle:
        np.random.default_rng(seed).shuffle(table)
    while len(table):
        print(len(table), "left")
        yield table[:batch_size, :-1], table[:batch_size, -1]
        table = table[batch_size:]


def fit_linear(X, y, lr, epochs, batch_size=None, seed=0):
    w, b = np.zeros((X.shape[1], 1)), np.zeros((1, 1))
    losses = []
    for epoch in range(epochs):
        size = X.shape[0] if batch_size is None else batch_size
        for Xb, yb in iterate_minibatches(X, y, size, seed + epoch):
            error = Xb @ w + b - yb[:, np.newaxis]
            w, b = (
                w - lr * 2 / len(error) * Xb.T @ error,
                b - lr * 2 * error.mean(axis=0, keepdims=True),
            )
        residual = (X @ w + b)[:, 0] - y
        losses.append(residual @ residual / len(residual))
        print("epoch", epoch, losses[-1])
    return w[:, 0], b[0, 0], losses
