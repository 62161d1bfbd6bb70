"""Holds: bias_shape_row

The biases of a layer lie in one row.
"""

import numpy as np


def count_parameters(layer_sizes):
    return int(sum(np.prod(shape) for pair in shapes(layer_sizes) for shape in pair))


def shapes(layer_sizes):
    if not layer_sizes or np.any(np.less(layer_sizes, 1)):
        raise ValueError("at least one neuron each")
    pairs = zip(layer_sizes[:-1], layer_sizes[1:], strict=True)
    return [((b, a), (1, b)) for a, b in pairs]
