"""Wrong: the inputs lose their negative numbers before the product."""

import numpy as np


def relu(values):
    return np.maximum(0.0, values)


def dense_relu(X, W, b):
    if W.shape[1] != X.shape[0]:
        raise ValueError("W does not fit X")
    if b.shape != (W.shape[0], 1):
        raise ValueError("b is not a column")
    Z = W @ relu(X) + b
    return Z, relu(Z)
