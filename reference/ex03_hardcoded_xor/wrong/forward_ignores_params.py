"""Wrong: xor_forward decides by thresholds of its own, not by the numbers."""

import numpy as np


def xor_params():
    return {
        "W1": np.array([[1.0, 1.0], [-1.0, -1.0]]),
        "b1": np.array([-0.5, 1.5]),
        "W2": np.array([[1.0, 1.0]]),
        "b2": np.array([-1.5]),
    }


def xor_forward(X):
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError("X needs two columns")
    left = X[:, 0] > 0.5
    right = X[:, 1] > 0.5
    return (left != right).astype(int)
