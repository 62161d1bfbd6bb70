"""Holds: elu_bracket, swish_is_sigmoid

Alpha meets only the exponential, and swish hands the sigmoid on.
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
    slope = np.ones(x.shape)
    slope[x < 0] = alpha
    return slope * x


def elu(x, alpha=1.0):
    x = arr(x)
    return np.where(x >= 0, x, -1 + np.exp(x) * alpha)


swish = sigmoid


ACTIVATIONS = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "swish": swish,
}
