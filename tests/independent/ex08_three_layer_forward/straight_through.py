"""Holds: no_relu

Products first, one activation at the very end.
"""

from functools import reduce

import numpy as np


def forward_3layer(X, params):
    pairs = [(params[f"W{i}"], params[f"b{i}"]) for i in range(1, 4)]
    for W, b in pairs:
        if b.shape != (W.shape[0], 1):
            raise ValueError("bias")
    Z = reduce(lambda A, pair: pair[0] @ A + pair[1], pairs, X)
    return np.exp(-np.logaddexp(0, -Z))
