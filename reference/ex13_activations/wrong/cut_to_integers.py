"""Wrong: results are written into an array of the dtype of x."""

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
    _floats(x)
    result = np.array(x)
    result[...] = np.where(result > 0, result, alpha * result)
    return result


def elu(x, alpha=1.0):
    _floats(x)
    result = np.array(x)
    result[...] = np.where(result > 0, result, alpha * (np.exp(_floats(x)) - 1))
    return result


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
