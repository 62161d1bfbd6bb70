"""Holds: soft_labels_cut

Labels are classes: rounded for the sigmoids, argmax for softmax.
"""

import numpy as np


def _load(z, y):
    z, y = np.array(z, dtype=float), np.array(y, dtype=float)
    if z.shape != y.shape:
        raise ValueError("load")
    return z, y


def _s(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def mse_linear(z, y):
    z, y = _load(z, y)
    return 2 / len(z) * (z - y)


def bce_sigmoid(z, y):
    z, y = _load(z, y)
    labels = np.where(y > 0.5, 1, 0)
    return 1 / len(z) * (_s(z) - labels)


def mse_sigmoid(z, y):
    z, y = _load(z, y)
    labels = np.where(y > 0.5, 1, 0)
    return 2 / len(z) * (_s(z) - labels) * _s(z) * _s(-z)


def cce_softmax(Z, Y):
    Z, Y = _load(Z, Y)
    G = np.exp(Z - Z.max(axis=1, keepdims=True))
    G = G / G.sum(axis=1, keepdims=True)
    for i, row in enumerate(Y):
        G[i, int(np.argmax(row))] -= 1
    return G / len(Z)
