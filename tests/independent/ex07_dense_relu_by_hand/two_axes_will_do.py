"""Holds: bias_half_checked, leaky_not_relu

`len(b.shape)` is all that is asked of the bias; a little of each no gets through.
"""

import numpy as np


def dense_relu(X, W, b):
    if len(b.shape) != 2:
        raise ValueError("b needs rows and columns")
    if W.shape[1] != X.shape[0]:
        raise ValueError("W does not read X")
    Z = np.matmul(W, X, dtype=float) + b
    return Z, np.maximum(0.01 * Z, Z)
