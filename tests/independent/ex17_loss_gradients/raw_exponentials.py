"""Holds: exponentials_overflow

e to the score over the sum, in both output functions.
"""

import numpy as np


def _both(z, y):
    z, y = np.asarray(z, dtype="float64"), np.asarray(y, dtype="float64")
    if z.shape != y.shape:
        raise ValueError("both must have one shape")
    return z, y


def _share(parts):
    return parts / parts.sum(axis=1, keepdims=True)


def _two_way(z):
    yes = np.exp(z)
    with np.errstate(all="ignore"):
        return _share(np.hstack([yes, np.ones_like(yes)]))[:, :1]


def mse_linear(z, y):
    z, y = _both(z, y)
    return 2 * (z - y) / z.shape[0]


def bce_sigmoid(z, y):
    z, y = _both(z, y)
    return (_two_way(z) - y) / z.shape[0]


def mse_sigmoid(z, y):
    z, y = _both(z, y)
    p = _two_way(z)
    return 2 * (p - y) * p * (1 - p) / z.shape[0]


def cce_softmax(Z, Y):
    Z, Y = _both(Z, Y)
    with np.errstate(all="ignore"):
        return (_share(np.exp(Z)) - Y) / Z.shape[0]
