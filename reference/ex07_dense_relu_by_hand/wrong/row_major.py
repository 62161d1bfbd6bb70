"""Wrong: X @ W, as if samples were rows."""

import numpy as np


def dense_relu(X, W, b):
    X, W, b = np.array(X, float), np.array(W, float), np.array(b, float)
    if W.shape[1] != X.shape[0]:
        raise ValueError("W does not fit X")
    if b.shape != (W.shape[0], 1):
        raise ValueError("b is not a column")
    Z = X @ W + b
    A = np.where(Z > 0, Z, 0)
    return Z, A
