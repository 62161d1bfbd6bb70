"""Holds: cut_to_integers

The results of leaky ReLU and ELU go into an array made like x.
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
    arr(x)
    out = np.zeros_like(x)
    for at, v in np.ndenumerate(np.asarray(x)):
        out[at] = v if v > 0 else alpha * v
    return out


def elu(x, alpha=1.0):
    arr(x)
    out = np.zeros_like(x)
    for at, v in np.ndenumerate(np.asarray(x)):
        out[at] = v if v > 0 else alpha * np.expm1(float(v))
    return out


def swish(x):
    s = sigmoid(x)
    return s * arr(x)


ACTIVATIONS = {f.__name__: f for f in (sigmoid, tanh, relu, leaky_relu, elu, swish)}
