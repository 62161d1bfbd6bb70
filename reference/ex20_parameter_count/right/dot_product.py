"""Right: all weights by one dot product of the list with itself, shifted."""

import numpy as np


def count_parameters(layer_sizes):
    if not layer_sizes or any(size < 1 for size in layer_sizes):
        raise ValueError("sizes are at least 1")
    n = np.asarray(layer_sizes)
    return np.dot(n[:-1], n[1:]) + n[1:].sum()


def shapes(layer_sizes):
    if not layer_sizes or any(size < 1 for size in layer_sizes):
        raise ValueError("sizes are at least 1")
    n = np.asarray(layer_sizes)
    return [((o, i), (o, 1)) for o, i in zip(n[1:], n[:-1], strict=True)]
