"""Holds: bias_shape_unchecked

What NumPy can add is good enough.
"""

import numpy as np


def dense_relu(X, W, b):
    weights = np.asmatrix(W, dtype=float)
    Z = np.asarray(weights * np.asmatrix(X, dtype=float))
    Z = Z + b
    return Z, (Z + abs(Z)) / 2
