"""Holds: first_layer_twice

Starts with layer 0 and lets the index begin at 0 as well.
"""

import numpy as np


def collapse(layers):
    if not layers:
        raise ValueError("there is no layer")
    for W, b in layers:
        if b.shape != (len(W), 1):
            raise ValueError("there is no column")
    weights = np.array(layers[0][0]) + 0.0
    bias = np.array(layers[0][1]) + 0.0
    i = 0
    while i < len(layers):
        bias = np.matmul(layers[i][0], bias) + layers[i][1]
        weights = np.matmul(layers[i][0], weights)
        i += 1
    return weights, bias
