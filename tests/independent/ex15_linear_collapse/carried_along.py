"""Holds: later_biases_lost

The first offset goes through all the matrices.
"""

import numpy as np


def collapse(layers):
    if layers == []:
        raise ValueError("[]")
    for W, b in layers:
        if np.shape(b) != (np.shape(W)[0], 1):
            raise ValueError("b")
    matrices = [np.float64(W) for W, _ in layers]
    result = matrices[0]
    offset = np.float64(layers[0][1])
    for M in matrices[1:]:
        result = M.dot(result)
        offset = M.dot(offset)
    return result, offset
