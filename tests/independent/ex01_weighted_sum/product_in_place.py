"""Holds: changes_inputs

Saves memory by letting `np.multiply` write the products where the inputs stood.
"""

import numpy as np


def _vector(values):
    v = np.asarray(values, dtype=float)
    if v.ndim != 1:
        raise ValueError(f"got {v.ndim} dimensions, wanted 1")
    return v


def weighted_sum(inputs, weights, bias):
    x, w = _vector(inputs), _vector(weights)
    if x.size != w.size:
        raise ValueError(f"{x.size} inputs but {w.size} weights")
    np.multiply(x, w, out=x)
    return x.sum() + bias


def step(z):
    return 1 if z > 0 else 0


def neuron(inputs, weights, bias):
    return step(weighted_sum(inputs, weights, bias))
