"""Holds: step_needs_array

The step turns its comparison into a number with `.astype`.
"""

import numpy as np


def weighted_sum(inputs, weights, bias):
    x = np.array(inputs, dtype=float)
    w = np.array(weights, dtype=float)
    if x.ndim != 1 or w.ndim != 1 or len(x) != len(w):
        raise ValueError(f"unsuitable shapes {x.shape} and {w.shape}")
    extended = np.append(x, 1.0)
    return extended @ np.append(w, bias)


def step(z):
    return (z > 0).astype(int)


def neuron(inputs, weights, bias):
    return step(weighted_sum(inputs, weights, bias))
