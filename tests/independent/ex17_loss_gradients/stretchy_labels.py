"""Holds: labels_broadcast

Labels in whatever shape; NumPy will say if something is wrong.
"""

import numpy as np


def _f(a):
    return np.asarray(a, dtype=np.float64)


def _sigmoid(z):
    return 0.5 + 0.5 * np.tanh(_f(z) / 2)


def mse_linear(z, y):
    return 2 * np.subtract(_f(z), _f(y)) / np.shape(z)[0]


def bce_sigmoid(z, y):
    return np.subtract(_sigmoid(z), _f(y)) / np.shape(z)[0]


def mse_sigmoid(z, y):
    p = _sigmoid(z)
    return 2 * np.subtract(p, _f(y)) * p * (1 - p) / np.shape(z)[0]


def cce_softmax(Z, Y):
    shifted = _f(Z) - _f(Z).max(axis=1, keepdims=True)
    e = np.exp(shifted)
    return np.subtract(e / e.sum(axis=1, keepdims=True), _f(Y)) / np.shape(Z)[0]
