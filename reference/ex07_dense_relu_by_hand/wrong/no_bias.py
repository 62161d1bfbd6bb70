"""Wrong: the bias is checked and then forgotten."""

import numpy as np


def dense_relu(X, W, b):
    if W.shape[1] != X.shape[0]:
        raise ValueError("W does not fit X")
    if b.shape != (W.shape[0], 1):
        raise ValueError("b is not a column")
    Z = np.dot(W, X) * 1.0
    A = np.where(Z > 0, Z, 0.0)
    return Z, A
