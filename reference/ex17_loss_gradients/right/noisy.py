"""Right, but noisy: prints, warns and changes NumPy's error state."""

import warnings

import numpy as np

print("slopes of losses")
np.seterr(all="ignore")


def prepared(function):
    """Read both arguments as floats, compare shapes, divide by m."""

    def gradient(z, y):
        z, y = np.float64(z), np.float64(y)
        print(function.__name__, np.shape(z), np.shape(y))
        if np.shape(z) != np.shape(y):
            warnings.warn("shapes differ", stacklevel=2)
            raise ValueError("shapes differ")
        return np.true_divide(function(z, y), np.shape(z)[0])

    return gradient


@prepared
def mse_linear(z, y):
    return (z - y) + (z - y)


@prepared
def bce_sigmoid(z, y):
    return 1 / (1 + np.exp(-z)) - y


@prepared
def mse_sigmoid(z, y):
    p = 1 / (1 + np.exp(-z))
    return (p - y) * 2 * p * (1 - p)


@prepared
def cce_softmax(Z, Y):
    shifted = Z - np.amax(Z, axis=-1, keepdims=True)
    return np.exp(shifted) / np.exp(shifted).sum(-1, keepdims=True) - Y
