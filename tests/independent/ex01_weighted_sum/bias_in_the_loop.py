"""Holds: bias_per_input

A running total in a while loop; every round adds product and bias together.
"""

import numpy as np


def _check(inputs, weights):
    for values in (inputs, weights):
        if np.ndim(values) != 1:
            raise ValueError("expected a flat row of numbers")
    if len(inputs) != len(weights):
        raise ValueError(f"{len(inputs)} inputs, {len(weights)} weights")


def weighted_sum(inputs, weights, bias):
    _check(inputs, weights)
    n = len(inputs)
    if n == 0:
        return bias
    total = 0.0
    position = 0
    while position < n:
        total += inputs[position] * weights[position] + bias
        position += 1
    return total


def step(z):
    if z > 0:
        return 1
    return 0


def neuron(inputs, weights, bias):
    return step(weighted_sum(inputs, weights, bias))
