"""Holds: divide_by_mk

np.mean divides by the number of entries, so the gradient is divided by `size`.
"""

import numpy as np


def _go(z, y, predict, slope=None):
    z = np.array(z, dtype=float)
    y = np.array(y, dtype=float)
    if z.shape != y.shape:
        raise ValueError("no fit")
    p = predict(z)
    g = p - y
    if slope is not None:
        g = g * slope(p)
    return g / g.size


def _sig(z):
    return 1 / (1 + np.exp(-np.maximum(z, -700)))


def _soft(Z):
    return np.array([np.exp(r - r.max()) / np.exp(r - r.max()).sum() for r in Z])


def mse_linear(z, y):
    return _go(z, y, lambda z: z, lambda p: 2.0)


def bce_sigmoid(z, y):
    return _go(z, y, _sig)


def mse_sigmoid(z, y):
    return _go(z, y, _sig, lambda p: 2 * p * (1 - p))


def cce_softmax(Z, Y):
    return _go(Z, Y, _soft)
