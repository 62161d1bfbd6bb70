"""Right: three nested loops over plain numbers."""

import numpy as np


def dense_relu(X, W, b):
    n_in, m = X.shape
    n_out = W.shape[0]
    if W.shape[1] != n_in:
        raise ValueError("W and X do not fit")
    if b.shape != (n_out, 1):
        raise ValueError("b has to be a column with one row per neuron")
    Z = np.zeros((n_out, m))
    A = np.zeros((n_out, m))
    for i in range(n_out):
        for j in range(m):
            total = 0.0
            for k in range(n_in):
                total = total + W[i, k] * X[k, j]
            total = total + b[i, 0]
            Z[i, j] = total
            if total > 0:
                A[i, j] = total
    return Z, A
