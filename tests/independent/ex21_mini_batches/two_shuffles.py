"""Holds: two_orders

One generator shuffles the samples, then the labels.
"""

import numpy as np


def iterate_minibatches(X, y, batch_size, seed=None, shuffle=True):
    if X.shape[0] != y.size or batch_size < 1:
        raise ValueError("does not fit")
    rows, labels = X.copy(), y.copy()
    if shuffle:
        rng = np.random.default_rng(seed)
        rng.shuffle(rows)
        rng.shuffle(labels)
    k = 0
    while k < len(rows):
        yield rows[k : k + batch_size], labels[k : k + batch_size]
        k += batch_size


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
