"""Holds: sigmoid_positive_exp

The exponent of the sigmoid lost its minus; swish divides by itself.
"""

import numpy as np


def arr(v):
    v = np.array(v)
    if v.dtype.kind in "US":
        raise TypeError("text")
    return v.astype("float64")


def sigmoid(x):
    z = np.e ** arr(x)
    return np.reciprocal(1.0 + z)


def tanh(x):
    return np.tanh(arr(x))


def relu(x):
    x = arr(x)
    return (x + np.abs(x)) / 2


def leaky_relu(x, alpha=0.01):
    x = arr(x)
    slope = np.ones(x.shape)
    slope[x < 0] = alpha
    return slope * x


def elu(x, alpha=1.0):
    x = arr(x)
    below = np.clip(x, None, 0)
    return relu(x) + alpha * (np.exp(below) - 1)


def swish(x):
    s = sigmoid(x)
    return s * arr(x)


ACTIVATIONS = {f.__name__: f for f in (sigmoid, tanh, relu, leaky_relu, elu, swish)}
