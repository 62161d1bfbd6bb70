"""Holds: bias_squared

The bias is treated as one more weight, and it is also appended to the inputs.
"""

from functools import reduce

import numpy as np


def weighted_sum(inputs, weights, bias):
    if np.ndim(inputs) != 1 or np.ndim(weights) != 1:
        raise ValueError("one-dimensional, please")
    if np.size(inputs) != np.size(weights):
        raise ValueError("one weight per input, please")
    long_inputs = [*inputs, bias]
    long_weights = [*weights, bias]
    pairs = zip(long_inputs, long_weights)
    return reduce(lambda so_far, pair: so_far + pair[0] * pair[1], pairs, 0.0)


def step(z):
    return 1 if 0 < z else 0


def neuron(inputs, weights, bias):
    return step(weighted_sum(inputs, weights, bias))
