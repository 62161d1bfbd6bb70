"""Holds: alpha_ignored

Constants at the top of the file decide; the arguments are there for show.
"""

import numpy as np

LEAK, BEND = 0.01, 1.0


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


def leaky_relu(x, alpha=LEAK):
    x = arr(x)
    return x * np.where(x < 0, LEAK, 1)


def elu(x, alpha=BEND):
    x = arr(x)
    return relu(x) - BEND * (1 - np.exp(-relu(-x)))


def swish(x):
    s = sigmoid(x)
    return s * arr(x)


ACTIVATIONS = {f.__name__: f for f in (sigmoid, tanh, relu, leaky_relu, elu, swish)}
