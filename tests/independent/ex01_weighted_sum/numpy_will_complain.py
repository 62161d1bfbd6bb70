"""Holds: weight_broadcast

Relies on NumPy to refuse different lengths when it multiplies entry by entry.
"""

import numpy as np


def weighted_sum(inputs, weights, bias):
    if not np.ndim(inputs) == np.ndim(weights) == 1:
        raise ValueError("two vectors, please")
    # NumPy raises a ValueError by itself where the lengths do not fit
    products = np.multiply(inputs, weights)
    return np.add.reduce(products) + bias


def step(z):
    return (0, 1)[int(z > 0)]


def neuron(inputs, weights, bias):
    return step(weighted_sum(inputs, weights, bias))
