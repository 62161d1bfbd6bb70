"""Holds: needs_arrays, step_inverted

`@` is applied to the arguments as they arrive, and the step looks at the wrong
side of zero.
"""

import numpy as np


def weighted_sum(inputs, weights, bias):
    if (np.ndim(inputs), np.ndim(weights)) != (1, 1):
        raise ValueError("matrices are not for this neuron")
    if len(inputs) != len(weights):
        raise ValueError("lengths differ")
    return weights @ inputs + bias


def step(z):
    return 1 if 0 > z else 0


def neuron(inputs, weights, bias):
    z = weighted_sum(inputs, weights, bias)
    return step(z)
