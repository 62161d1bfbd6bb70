"""Wrong: the running sum is a view of b, so every += writes into the bias."""

import numpy as np


def dense_relu(X, W, b):
    X, W = np.array(X, float), np.array(W, float)
    b = np.asarray(b, dtype=float)
    if W.shape[1] != X.shape[0]:
        raise ValueError("W does not fit X")
    if b.shape != (W.shape[0], 1):
        raise ValueError("b is not a column")
    Z = np.zeros((W.shape[0], X.shape[1]))
    for i in range(W.shape[0]):
        for j in range(X.shape[1]):
            total = b[i]
            for k in range(W.shape[1]):
                total += W[i, k] * X[k, j]
            Z[i, j] = total[0]
    return Z, np.maximum(Z, 0)
