"""Holds: order_of_dict

Takes the items two by two.
"""

import numpy as np


def forward_3layer(X, params):
    missing = {"W1", "W2", "W3", "b1", "b2", "b3"} - set(params)
    if missing:
        raise KeyError(missing.pop())
    items = list(params.values())
    A = X
    for i in range(0, 6, 2):
        W, b = items[i], items[i + 1]
        if b.shape != (W.shape[0], 1):
            raise ValueError(f"item {i + 1}")
        Z = W @ A + b
        A = np.maximum(Z, 0)
    return 1 / (1 + np.exp(-Z))
