"""Holds: scalar_only

Curves with a corner are written with if, for one number.
"""

import numpy as np


def arr(v):
    v = np.array(v)
    if v.dtype.kind in "US":
        raise TypeError("text")
    return v.astype("float64")


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-arr(x)))


def tanh(x):
    return np.tanh(arr(x))


def relu(x):
    x = arr(x)
    if x > 0:
        return x
    return 0.0 * x


def leaky_relu(x, alpha=0.01):
    x = arr(x)
    if x >= 0:
        return x
    return alpha * x


def elu(x, alpha=1.0):
    x = arr(x)
    if x >= 0:
        return x
    return alpha * np.expm1(x)


def swish(x):
    s = sigmoid(x)
    return s * arr(x)


ACTIVATIONS = {f.__name__: f for f in (sigmoid, tanh, relu, leaky_relu, elu, swish)}
