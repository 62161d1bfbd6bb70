"""Holds: rounded

The total is printed with three decimals and read back, to get rid of the
0.29999999999999993.
"""

import numpy as np


def _tidy(number):
    return float(f"{number:.3f}")


def weighted_sum(inputs, weights, bias):
    if np.ndim(inputs) != 1 or np.ndim(weights) != 1:
        raise ValueError("inputs and weights have to be one-dimensional")
    if len(inputs) != len(weights):
        raise ValueError(f"{len(inputs)} inputs but {len(weights)} weights")
    total = bias
    for i, x in enumerate(inputs):
        total = total + weights[i] * x
    return _tidy(total)


def step(z):
    return 0 if z <= 0 else 1


def neuron(inputs, weights, bias):
    return step(weighted_sum(inputs, weights, bias))
