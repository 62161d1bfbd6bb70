"""Holds: gradient_not_averaged

Slopes of each sample by itself, built with a decorator.
"""

import functools

import numpy as np


def like_for_like(f):
    @functools.wraps(f)
    def wrapper(z, y):
        z, y = np.array(z, dtype=float), np.array(y, dtype=float)
        if z.shape != y.shape:
            raise ValueError(f"{f.__name__}: {z.shape} != {y.shape}")
        return f(z, y)

    return wrapper


def logistic(z):
    return (np.tanh(z / 2) + 1) / 2


@like_for_like
def mse_linear(z, y):
    return 2.0 * z - 2.0 * y


@like_for_like
def bce_sigmoid(z, y):
    return logistic(z) - y


@like_for_like
def mse_sigmoid(z, y):
    p = logistic(z)
    return 2.0 * (p - y) * (p - p**2)


@like_for_like
def cce_softmax(Z, Y):
    e = np.exp(Z - np.max(Z, axis=-1)[:, None])
    return e / np.sum(e, axis=-1)[:, None] - Y
