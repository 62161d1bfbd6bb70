"""Right: plain loops over samples and classes, with the full sum for softmax."""

import math

import numpy as np


def read(z, y):
    z = np.array(z, dtype=float)
    y = np.array(y, dtype=float)
    if z.shape != y.shape:
        raise ValueError("labels and scores have different shapes")
    return z, y


def squash(score):
    if score > 0:
        return 1 / (1 + math.exp(-score))
    return math.exp(score) / (1 + math.exp(score))


def mse_linear(z, y):
    """Fill a column of slopes, sample by sample."""
    z, y = read(z, y)
    m = z.shape[0]
    slopes = np.zeros((m, 1))
    for i in range(m):
        slopes[i, 0] = 2 * (z[i, 0] - y[i, 0]) / m
    return slopes


def bce_sigmoid(z, y):
    """Fill a column of slopes, sample by sample."""
    z, y = read(z, y)
    m = z.shape[0]
    slopes = np.zeros((m, 1))
    for i in range(m):
        slopes[i, 0] = (squash(z[i, 0]) - y[i, 0]) / m
    return slopes


def mse_sigmoid(z, y):
    """Multiply the two slopes of the chain rule."""
    z, y = read(z, y)
    m = z.shape[0]
    slopes = np.zeros((m, 1))
    for i in range(m):
        p = squash(z[i, 0])
        along_p = 2 * (p - y[i, 0])
        along_z = p * (1 - p)
        slopes[i, 0] = along_p * along_z / m
    return slopes


def cce_softmax(Z, Y):
    """Add up over the classes; p_i has been cancelled in each term."""
    Z, Y = read(Z, Y)
    m, k = Z.shape
    slopes = np.zeros((m, k))
    for row in range(m):
        powers = [math.exp(score - max(Z[row])) for score in Z[row]]
        p = [power / sum(powers) for power in powers]
        for j in range(k):
            total = 0.0
            for i in range(k):
                if i == j:
                    total -= Y[row, i] * (1 - p[j])
                else:
                    total += Y[row, i] * p[j]
            slopes[row, j] = total / m
    return slopes
