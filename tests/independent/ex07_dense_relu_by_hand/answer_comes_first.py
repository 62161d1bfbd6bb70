"""Holds: returns_a_first

The result that matters stands in front.
"""

import numpy as np


def sums(X, W, b):
    return (X.T @ W.T).T + b * 1.0


def dense_relu(X, W, b):
    if X.shape[0] != W.shape[1]:
        raise ValueError("features and weights differ in number")
    if b.shape != (W.shape[0], 1):
        raise ValueError("biases and neurons differ in number")
    z = sums(X, W, b)
    return np.where(z > 0, z, 0.0), z
