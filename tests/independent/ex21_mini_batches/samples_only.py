"""Holds: labels_left_behind

The samples are mixed well.
"""

import numpy as np


def iterate_minibatches(X, y, batch_size, seed=None, shuffle=True):
    count = X.shape[0]
    if count != y.shape[0]:
        raise ValueError("X and y")
    if not batch_size >= 1:
        raise ValueError("size")
    if shuffle:
        X = np.random.default_rng(seed).permutation(X, axis=0)
    edges = list(range(0, count, batch_size)) + [count]
    for left, right in zip(edges[:-1], edges[1:]):
        yield X[left:right], y[left:right]


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
