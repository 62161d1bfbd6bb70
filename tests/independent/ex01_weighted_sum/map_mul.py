"""Holds: pairs_dropped

`map(mul, ...)` pairs inputs with weights and stops with the shorter of the two.
"""

import operator

import numpy as np


def weighted_sum(inputs, weights, bias):
    for name, values in (("inputs", inputs), ("weights", weights)):
        if np.ndim(values) != 1:
            raise ValueError(f"{name} must be one-dimensional")
    return sum(map(operator.mul, inputs, weights), start=bias)


def step(z):
    return int(bool(z > 0))


def neuron(inputs, weights, bias):
    return step(weighted_sum(inputs, weights, bias))
