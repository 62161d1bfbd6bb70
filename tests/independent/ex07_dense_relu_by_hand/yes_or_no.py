"""Holds: mask_not_values

Fires or does not fire, as in the first exercise.
"""

import numpy as np


def fires(z):
    return 1.0 if z > 0 else 0.0


def dense_relu(X, W, b):
    if W.shape[1] != X.shape[0]:
        raise ValueError("number of weights")
    if b.shape != (W.shape[0], 1):
        raise ValueError("number of biases")
    Z = 1.0 * (W @ X) + b
    return Z, np.vectorize(fires, otypes=[float])(Z)
