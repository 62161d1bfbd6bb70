"""Holds: elementwise

`np.multiply` because that is what multiplying is called.
"""

import numpy as np


def dense_relu(X, W, b):
    n_out, n_in = W.shape
    features = X.shape[0]
    if features != n_in:
        raise ValueError(f"expected {n_in} features, found {features}")
    if b.shape != (n_out, 1):
        raise ValueError(f"expected a bias column of {n_out}")
    weighted = np.multiply(W.astype("float64"), X.astype("float64"))
    Z = np.add(weighted, b)
    A = Z.copy()
    A[A < 0.0] = 0.0
    return Z, A
