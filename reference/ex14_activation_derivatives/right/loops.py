"""Right: one entry at a time, with the `math` module."""

import math

import numpy as np


def each(z, slope):
    """Collect the slopes of all entries in the shape of `z`."""
    entries = np.array(z, dtype=float)
    result = np.zeros(entries.shape)
    for place, entry in np.ndenumerate(entries):
        result[place] = slope(float(entry))
    return result


def logistic(entry):
    """Return the sigmoid of one number."""
    if entry > 0:
        return 1 / (1 + math.exp(-entry))
    return 1 - 1 / (1 + math.exp(entry))


def d_sigmoid(z):
    """Use the sigmoid on both sides of zero."""
    return each(z, lambda entry: logistic(entry) * logistic(-entry))


def d_tanh(z):
    """Use the difference of two squares."""
    return each(z, lambda entry: (1 - math.tanh(entry)) * (1 + math.tanh(entry)))


def d_relu(z):
    """Ask for the side."""

    def slope(entry):
        if entry > 0:
            return 1
        return 0

    return each(z, slope)


def d_leaky_relu(z, alpha=0.01):
    """Ask for the side."""

    def slope(entry):
        if entry > 0:
            return 1
        return alpha

    return each(z, slope)


def d_elu(z, alpha=1.0):
    """Ask for the side."""

    def slope(entry):
        if entry > 0:
            return 1
        return alpha * math.exp(entry)

    return each(z, slope)


def d_swish(z):
    """Apply the product rule."""

    def slope(entry):
        s = logistic(entry)
        return s + entry * s * (1 - s)

    return each(z, slope)


def softmax_jacobian(z):
    """Fill the table entry by entry."""
    if np.ndim(z) != 1:
        raise ValueError("only one axis")
    highest = max(z)
    parts = [math.exp(score - highest) for score in z]
    p = [part / sum(parts) for part in parts]
    table = np.zeros((len(p), len(p)))
    for i in range(len(p)):
        for j in range(len(p)):
            if i == j:
                table[i, j] = p[i] * (1 - p[i])
            else:
                table[i, j] = -p[i] * p[j]
    return table
