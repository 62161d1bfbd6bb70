"""Holds: neurons_not_weights

A network of 13 dots has 13 parameters.
"""

import numpy as np


def _checked(layer_sizes):
    sizes = np.asarray(layer_sizes, dtype=int)
    if len(sizes) == 0 or np.min(sizes) < 1:
        raise ValueError("bad sizes")
    return sizes


def shapes(layer_sizes):
    n = _checked(layer_sizes).tolist()
    return [((n[i + 1], n[i]), (n[i + 1], 1)) for i in range(len(n) - 1)]


def count_parameters(layer_sizes):
    return int(_checked(layer_sizes).sum())
