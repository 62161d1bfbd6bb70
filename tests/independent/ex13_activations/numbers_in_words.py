"""Holds: text_becomes_number, nan_becomes_zero

Whatever can be read as a number is one, and ReLU asks what is above zero.
"""

import numpy as np


def arr(v):
    return np.array(v, dtype="float64")


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-arr(x)))


def tanh(x):
    return np.tanh(arr(x))


def relu(x):
    x = arr(x)
    out = np.zeros(x.shape)
    out[x > 0] = x[x > 0]
    return out


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
