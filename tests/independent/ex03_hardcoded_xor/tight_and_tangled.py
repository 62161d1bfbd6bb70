"""Holds: tie_dependent, forward_without_transpose

"Both" has its line through two corners, and the function mixes up rows and columns
of W1.
"""

import numpy as np


def xor_params():
    return {
        "W1": np.array([[2.0, 2.0], [-3.0, -3.0]]),
        "b1": np.array([-2.0, 1.0]),
        "W2": np.array([[-1.5, -1.5]]),
        "b2": np.array([0.5]),
    }


def _step(z):
    return np.sign(np.maximum(z, 0)).astype(int)


def xor_forward(X):
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError(f"{X.shape} instead of (m, 2)")
    p = xor_params()
    hidden = _step(X.dot(p["W1"]) + p["b1"])
    return _step(hidden.dot(p["W2"].ravel()) + p["b2"])
