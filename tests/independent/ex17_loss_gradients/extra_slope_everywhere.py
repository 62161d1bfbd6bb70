"""Holds: sigmoid_prime_twice, softmax_diagonal

The difference times f'(z), as the general formula says, in every function.
"""

import numpy as np


def _ready(z, y):
    z, y = np.asarray(z, float), np.asarray(y, float)
    if z.shape != y.shape:
        raise ValueError(f"z {z.shape}, y {y.shape}")
    return z, y


def _logistic(z):
    bounded = np.clip(z, -709, 709)
    return 1.0 / (1.0 + np.exp(-bounded))


def _prime(p):
    return p * (1.0 - p)


def mse_linear(z, y):
    z, y = _ready(z, y)
    return (z - y) * 2.0 / len(y)


def bce_sigmoid(z, y):
    z, y = _ready(z, y)
    p = _logistic(z)
    return _prime(p) * (p - y) / len(y)


def mse_sigmoid(z, y):
    z, y = _ready(z, y)
    p = _logistic(z)
    return 2.0 * _prime(p) * (p - y) / len(y)


def cce_softmax(Z, Y):
    Z, Y = _ready(Z, Y)
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = e / np.einsum("ij->i", e)[:, np.newaxis]
    return _prime(P) * (P - Y) / len(Y)
