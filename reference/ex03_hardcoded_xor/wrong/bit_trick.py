"""Wrong: xor_forward uses the ^ operator, and the numbers mean nothing."""

import numpy as np


def xor_params():
    return {
        "W1": np.array([[0.0, 0.0], [0.0, 0.0]]),
        "b1": np.array([0.0, 0.0]),
        "W2": np.array([[0.0, 0.0]]),
        "b2": np.array([0.0]),
    }


def xor_forward(X):
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError("X needs two columns")
    bits = X.astype(int)
    return bits[:, 0] ^ bits[:, 1]
