"""Wrong: exponentials of the scores as they come."""

import numpy as np


def checked(z, y):
    z = np.asarray(z, dtype=float)
    y = np.asarray(y, dtype=float)
    if z.shape != y.shape:
        raise ValueError(f"scores {z.shape}, labels {y.shape}")
    return z, y


def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


def softmax(Z):
    return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)


def mse_linear(z, y):
    z, y = checked(z, y)
    return 2 * (z - y) / len(z)


def bce_sigmoid(z, y):
    z, y = checked(z, y)
    return (sigmoid(z) - y) / len(z)


def mse_sigmoid(z, y):
    z, y = checked(z, y)
    p = sigmoid(z)
    return 2 * (p - y) * p * (1 - p) / len(z)


def cce_softmax(Z, Y):
    Z, Y = checked(Z, Y)
    return (softmax(Z) - Y) / len(Z)
