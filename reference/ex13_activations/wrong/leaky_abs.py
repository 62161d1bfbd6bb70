"""Wrong: leaky ReLU looks at the size and not at the sign."""

import numpy as np


def _floats(x):
    numbers = np.asarray(x)
    if numbers.dtype.kind not in "iuf":
        raise TypeError("expected numbers")
    return numbers.astype(float)


def sigmoid(x):
    x = _floats(x)
    return 1 / (1 + np.exp(-x))


def tanh(x):
    return np.tanh(_floats(x))


def relu(x):
    return np.maximum(_floats(x), 0)


def leaky_relu(x, alpha=0.01):
    x = _floats(x)
    return np.where(x > 0, x, alpha * np.abs(x))


def elu(x, alpha=1.0):
    x = _floats(x)
    return np.where(x > 0, x, alpha * (np.exp(x) - 1))


def swish(x):
    x = _floats(x)
    return x * sigmoid(x)


ACTIVATIONS = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "swish": swish,
}
