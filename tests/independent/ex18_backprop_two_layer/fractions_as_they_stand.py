"""Holds: backprop_by_division

dL/dA2 first, then the slope of the sigmoid.
"""

import numpy as np


def backward_propagation(X, Y, params, cache):
    p, h = cache["A2"], cache["A1"]
    if p.shape != Y.shape:
        raise ValueError("p and Y")
    with np.errstate(all="ignore"):
        dL = -(Y / p) + (1 - Y) / (1 - p)
        dz = dL * (p * (1 - p))
    back = (params["W2"].T @ dz) * (h > 0)
    m = p.shape[1]
    return {
        "dW1": (back / m) @ X.T,
        "db1": (back / m).sum(1, keepdims=True),
        "dW2": (dz / m) @ h.T,
        "db2": (dz / m).sum(1, keepdims=True),
    }
