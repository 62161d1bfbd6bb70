"""Holds: drops_the_rest

m // size batches, and a reshape that cuts the order into them.
"""

import numpy as np


def iterate_minibatches(X, y, batch_size, seed=None, shuffle=True):
    samples, labels = X.shape[0], y.shape[0]
    if samples != labels:
        raise ValueError("lengths")
    if batch_size <= 0:
        raise ValueError("batch size")
    indices = np.arange(samples)
    if shuffle:
        indices = np.random.default_rng(seed).choice(samples, samples, replace=False)
    whole = samples // batch_size
    table = indices[: whole * batch_size].reshape(whole, batch_size)
    return [(X[line], y[line]) for line in table]


def fit_linear(X, y, lr, epochs, batch_size=None, seed=0):
    batch_size = X.shape[0] if batch_size is None else batch_size
    weights, bias, history = np.zeros(X.shape[1]), 0.0, []
    for number in range(epochs):
        for part, wanted in iterate_minibatches(X, y, batch_size, seed + number):
            miss = part.dot(weights) + bias - wanted
            weights, bias = (
                weights - lr * 2.0 * (miss[:, None] * part).mean(0),
                bias - lr * 2.0 * miss.mean(),
            )
        history.append(float(((X.dot(weights) + bias - y) ** 2).mean()))
    return weights, bias, history
