"""Right, but noisy: prints, warns, and changes NumPy's error state."""

import warnings

import numpy as np

np.seterr(all="ignore")
np.set_printoptions(precision=1)
print("toolbox open")


def _in(x):
    print("got", x)
    warnings.warn("working", stacklevel=2)
    return np.multiply(x, 1.0, dtype=float)  # a TypeError for text


def sigmoid(x):
    """Use the logarithm of the denominator."""
    return np.exp(-np.logaddexp(0.0, -_in(x)))


def tanh(x):
    """Use NumPy's function."""
    return np.tanh(_in(x))


def relu(x):
    """Use clip."""
    return np.clip(_in(x), 0.0, None)


def leaky_relu(x, alpha=0.01):
    """Let the larger of two lines win."""
    x = _in(x)
    return np.maximum(alpha * x, x)


def elu(x, alpha=1.0):
    """Add ReLU and what is below zero."""
    x = _in(x)
    return relu(x) + alpha * np.expm1(-relu(-x))


def swish(x):
    """Multiply."""
    return _in(x) * sigmoid(x)


ACTIVATIONS = {f.__name__: f for f in (sigmoid, tanh, relu, leaky_relu, elu, swish)}
