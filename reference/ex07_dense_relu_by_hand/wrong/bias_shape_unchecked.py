"""Wrong: NumPy may stretch the bias as it likes."""

import numpy as np


def dense_relu(X, W, b):
    X, W, b = np.array(X, float), np.array(W, float), np.array(b, float)
    if W.shape[1] != X.shape[0]:
        raise ValueError("W does not fit X")
    Z = W @ X + b
    return Z, np.maximum(Z, 0)
