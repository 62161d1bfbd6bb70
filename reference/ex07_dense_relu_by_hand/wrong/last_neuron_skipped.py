"""Wrong: the loop over the neurons ends one too early."""

import numpy as np


def dense_relu(X, W, b):
    n_out, n_in = W.shape
    if n_in != X.shape[0]:
        raise ValueError("W does not fit X")
    if b.shape != (n_out, 1):
        raise ValueError("b is not a column")
    Z = np.zeros((n_out, X.shape[1]))
    for i in range(n_out - 1):
        for j in range(X.shape[1]):
            Z[i, j] = W[i] @ X[:, j] + b[i, 0]
    return Z, np.maximum(Z, 0)
