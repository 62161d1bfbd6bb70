"""Holds: shortcut_for_mse

"The slope at the output is prediction minus label", whatever the loss.
"""

import numpy as np

OUTPUTS = {
    "sigmoid": lambda z: np.exp(-np.logaddexp(0, -z)),
    "softmax": lambda z: np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True)),
}


def _delta(z, y, output):
    z, y = np.asarray(z, dtype=float), np.asarray(y, dtype=float)
    if z.shape != y.shape:
        raise ValueError("shape of labels")
    return (OUTPUTS[output](z) - y) / z.shape[0]


def mse_linear(z, y):
    z, y = np.asarray(z, dtype=float), np.asarray(y, dtype=float)
    if z.shape != y.shape:
        raise ValueError("shape of labels")
    return (z - y) * (2 / z.shape[0])


def bce_sigmoid(z, y):
    return _delta(z, y, "sigmoid")


def mse_sigmoid(z, y):
    return _delta(z, y, "sigmoid")


def cce_softmax(Z, Y):
    return _delta(Z, Y, "softmax")
