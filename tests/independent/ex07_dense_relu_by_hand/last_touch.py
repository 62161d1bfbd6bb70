"""Holds: bias_after_relu

Multiply, rectify, add: three lines, the last two in the wrong order.
"""

import numpy as np


def dense_relu(X, W, b):
    if W.shape[1] != X.shape[0]:
        raise ValueError(f"cannot multiply {W.shape} and {X.shape}")
    elif b.shape != (W.shape[0], 1):
        raise ValueError(f"cannot use a bias of shape {b.shape}")
    product = np.array([[float(np.vdot(w, x)) for x in X.T] for w in W])
    rectified = np.where(product >= 0, product, 0)
    return product, np.add(rectified, b)
