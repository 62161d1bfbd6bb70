"""Holds: chain_by_division

Multiplies the fractions of the table one after the other.
"""

import numpy as np


def _begin(z, y):
    z, y = np.array(z, dtype=float), np.array(y, dtype=float)
    if z.shape != y.shape:
        raise ValueError("begin")
    return z, y


def mse_linear(z, y):
    p, y = _begin(z, y)
    dL_dp = 2 * (p - y) / p.shape[0]
    dp_dz = 1.0
    return dL_dp * dp_dz


def bce_sigmoid(z, y):
    z, y = _begin(z, y)
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        numerator, denominator = p - y, p * (1 - p)
        dL_dp = numerator / denominator / z.shape[0]
        return dL_dp * denominator


def mse_sigmoid(z, y):
    z, y = _begin(z, y)
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
    dL_dp = 2 * (p - y) / z.shape[0]
    return dL_dp * p * (1 - p)


def cce_softmax(Z, Y):
    Z, Y = _begin(Z, Y)
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = e / e.sum(axis=1, keepdims=True)
    return (P - Y) / Z.shape[0]
