"""Right: formulas as in the task; NumPy warns of overflow, the values are right."""

import numpy as np


def numbers(x):
    """Refuse text and make floats."""
    if np.asarray(x).dtype.kind == "U":
        raise TypeError("x must be made of numbers")
    return np.array(x, dtype=np.float64)


def sigmoid(x):
    """Let the exponential become infinite: 1 / inf is 0."""
    x = numbers(x)
    return 1 / (1 + np.exp(-x))


def tanh(x):
    """Stretch the sigmoid."""
    x = numbers(x)
    return 2 * sigmoid(2 * x) - 1


def relu(x):
    """Choose by comparison; a nan is not below 0 and stays."""
    x = numbers(x)
    return np.where(x <= 0, 0, x)


def leaky_relu(x, alpha=0.01):
    """Choose between x and a fraction of it."""
    x = numbers(x)
    return np.where(x > 0, x, alpha * x)


def elu(x, alpha=1.0):
    """Choose between x and the exponential."""
    x = numbers(x)
    return np.where(x > 0, x, alpha * (np.exp(x) - 1))


def swish(x):
    """Divide instead of multiplying."""
    x = numbers(x)
    return x / (1 + np.exp(-x))


ACTIVATIONS = {
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "swish": swish,
    "sigmoid": sigmoid,
    "tanh": tanh,
}
