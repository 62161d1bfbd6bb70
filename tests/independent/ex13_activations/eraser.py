"""Holds: relu_inplace

Where x is an array of floats already, ReLU works on it and saves the copy.
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
    if not isinstance(x, np.ndarray) or x.dtype != np.float64:
        x = arr(x)
    np.maximum(x, 0, out=x)
    return x


def leaky_relu(x, alpha=0.01):
    x = arr(x)
    slope = np.ones(x.shape)
    slope[x < 0] = alpha
    return slope * x


def elu(x, alpha=1.0):
    x = arr(x)
    return np.where(x > 0, x, alpha * np.expm1(x))


def swish(x):
    s = sigmoid(x)
    return s * arr(x)


ACTIVATIONS = {f.__name__: f for f in (sigmoid, tanh, relu, leaky_relu, elu, swish)}
