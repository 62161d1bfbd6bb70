"""Holds: last_bias_only

A class that swallows layers; what it remembers is the latest offset.
"""

import numpy as np


class Swallow:
    def __init__(self, size):
        self.weights = np.identity(size)
        self.offset = np.zeros((size, 1))

    def layer(self, W, b):
        if b.shape != (W.shape[0], 1):
            raise ValueError("offset is not a column")
        if W.shape[1] != self.weights.shape[0]:
            raise ValueError("does not fit")
        self.weights = W @ self.weights
        self.offset = np.array(b, dtype=float)


def collapse(layers):
    if len(layers) < 1:
        raise ValueError("no layers")
    one = Swallow(layers[0][0].shape[1])
    for W, b in layers:
        one.layer(W, b)
    return one.weights, one.offset
