"""Right: makes the arrays and asks them for shape and size."""

import numpy as np


def arrays(layer_sizes):
    sizes = np.array(layer_sizes)
    if sizes.size == 0 or (sizes < 1).any():
        raise ValueError(f"bad sizes {layer_sizes}")
    made = []
    for l in range(len(sizes) - 1):  # noqa: E741
        made.append((np.zeros((sizes[l + 1], sizes[l])), np.zeros((sizes[l + 1], 1))))
    return made


def shapes(layer_sizes):
    return [(W.shape, b.shape) for W, b in arrays(layer_sizes)]


def count_parameters(layer_sizes):
    return np.sum([W.size + b.size for W, b in arrays(layer_sizes)], dtype=int)
