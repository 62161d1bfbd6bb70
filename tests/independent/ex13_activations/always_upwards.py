"""Holds: leaky_abs

The leak of a negative number is taken of its size.
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
    return (x + np.abs(x)) / 2


def leaky_relu(x, alpha=0.01):
    x = arr(x)
    return np.maximum(x, 0) + alpha * np.sqrt(np.minimum(x, 0) ** 2)


def elu(x, alpha=1.0):
    x = arr(x)
    below = np.clip(x, None, 0)
    return relu(x) + alpha * (np.exp(below) - 1)


def swish(x):
    s = sigmoid(x)
    return s * arr(x)


ACTIVATIONS = {f.__name__: f for f in (sigmoid, tanh, relu, leaky_relu, elu, swish)}
