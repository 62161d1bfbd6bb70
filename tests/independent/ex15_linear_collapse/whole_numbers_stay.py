"""Holds: integers_kept, single_layer_refused

A stack is two layers at least; the numbers are left as they come.
"""

import numpy as np


def collapse(layers):
    if len(layers) <= 1:
        raise ValueError("one layer is not a stack")
    if any(np.shape(b) != (np.shape(W)[0], 1) for W, b in layers):
        raise ValueError("biases are columns")
    (W, b), *others = layers
    for V, c in others:
        W, b = np.matmul(V, W), np.matmul(V, b) + c
    return W, b
