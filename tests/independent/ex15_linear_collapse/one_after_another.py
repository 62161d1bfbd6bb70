"""Holds: sequential_assignment

Two assignments, one below the other, indices all the way.
"""

import numpy as np


def collapse(layers):
    if len(layers) == 0:
        raise ValueError("layers is empty")
    for k in range(len(layers)):
        rows, columns = layers[k][0].shape
        if layers[k][1].shape != (rows, 1):
            raise ValueError(f"bias {k}")
        if k > 0 and layers[k - 1][0].shape[0] != columns:
            raise ValueError(f"weights {k}")
    weights = np.array(layers[0][0], dtype=np.float64)
    bias = np.array(layers[0][1], dtype=np.float64)
    for k in range(1, len(layers)):
        weights = layers[k][0] @ weights
        bias = layers[k][1] + weights @ bias
    return weights, bias
