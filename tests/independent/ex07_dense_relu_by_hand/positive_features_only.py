"""Holds: relu_on_input

Everything that enters or leaves the layer goes through ReLU.
"""

import numpy as np


class Rectifier:
    def __call__(self, values):
        return np.maximum(np.asarray(values, dtype=float), 0)


def dense_relu(X, W, b):
    rectify = Rectifier()
    if W.shape[1] != X.shape[0]:
        raise ValueError("inner sizes differ")
    if b.shape != (W.shape[0], 1):
        raise ValueError("bias must be a column")
    Z = np.einsum("ij,jk->ik", W, rectify(X)) + b
    return Z, rectify(Z)
