"""Holds: empties_its_lists

From the last layer to the first, each one taken off the list.
"""

import numpy as np


def collapse(layers):
    if not layers:
        raise ValueError("empty stack")
    if any(b.shape != (W.shape[0], 1) for W, b in layers):
        raise ValueError("bias")
    W, b = layers.pop()
    weights, bias = np.array(W, dtype=float), np.array(b, dtype=float)
    while layers:
        U, a = layers.pop()
        bias = weights @ a + bias
        weights = weights @ U
    return weights, bias
