"""Right: einsum; ReLU as the mean of a number and its size; a named tuple."""

from typing import NamedTuple

import numpy as np


class Layer(NamedTuple):
    Z: np.ndarray
    A: np.ndarray


def dense_relu(X, W, b):
    if np.shape(b) != (len(W), 1):
        raise ValueError(f"bias of shape {np.shape(b)}")
    if W.shape[1] != X.shape[0]:  # einsum would stretch an axis of length one
        raise ValueError(f"{W.shape} meets {X.shape}")
    Z = np.einsum("oi,is->os", W, X, dtype=float) + b
    return tuple(Layer(Z=Z, A=(Z + np.abs(Z)) / 2))
