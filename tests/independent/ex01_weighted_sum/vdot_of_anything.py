"""Holds: matrix_accepted

Only asks whether the two shapes agree; `np.vdot` then flattens what it gets.
"""

import numpy as np


def weighted_sum(inputs, weights, bias):
    here, there = np.shape(inputs), np.shape(weights)
    if here != there:
        raise ValueError(f"cannot pair {here} with {there}")
    return bias + np.vdot(weights, inputs)


def step(z):
    if not z > 0:
        return 0
    return 1


def neuron(inputs, weights, bias):
    total = weighted_sum(inputs, weights, bias)
    return step(total)
