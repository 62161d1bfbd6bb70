"""Wrong: multiplies by the transposed weight matrix."""

import numpy as np


def dense_relu(X, W, b):
    X, W, b = X.astype(float), W.astype(float), b.astype(float)
    if W.shape[1] != X.shape[0]:
        raise ValueError("W does not fit X")
    if b.shape != (W.shape[0], 1):
        raise ValueError("b is not a column")
    Z = W.T @ X + b
    return Z, np.maximum(0, Z)
