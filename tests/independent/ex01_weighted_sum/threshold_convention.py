"""Holds: bias_subtracted, step_ge

Written with a threshold in mind: the total is what exceeds the limit, and
reaching the limit is enough to fire.
"""

import numpy as np


def _is_flat(values):
    return np.ndim(values) == 1


def weighted_sum(inputs, weights, bias):
    if not all(map(_is_flat, (inputs, weights))):
        raise ValueError("flat lists or vectors only")
    m, n = len(inputs), len(weights)
    if m != n:
        raise ValueError(f"{m} is not {n}")
    excess = -bias
    for k in range(n - 1, -1, -1):
        excess += inputs[k] * weights[k]
    return excess


def step(z):
    return 0 if z < 0 else 1


def neuron(inputs, weights, bias):
    return step(weighted_sum(inputs, weights, bias))
