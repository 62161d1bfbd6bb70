"""Holds: batches_shuffled_whole

A list of finished batches, and `shuffle` on the list.
"""

import numpy as np


def iterate_minibatches(X, y, batch_size, seed=None, shuffle=True):
    if len(X) != len(y):
        raise ValueError("lengths")
    if batch_size < 1:
        raise ValueError("batch size")
    batches = []
    for s in range(0, len(X), batch_size):
        batches.append((X[s : s + batch_size], y[s : s + batch_size]))
    if shuffle:
        order = np.random.default_rng(seed).permutation(len(batches))
        batches = [batches[i] for i in order]
    return iter(batches)


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
