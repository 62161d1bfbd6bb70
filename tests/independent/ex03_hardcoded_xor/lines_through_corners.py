"""Holds: tie_dependent

"x1 above x2" and "x2 above x1", both with bias 0: equal inputs sit on the lines.
"""

import numpy as np


def xor_params():
    W1 = 1.5 * np.array([[1, -1], [-1, 1]])
    return {
        "W1": W1,
        "b1": np.array([0.0, 0.0]),
        "W2": np.array([[2.0, 2.0]]),
        "b2": np.array([-0.9]),
    }


def xor_forward(X):
    a = np.asarray(X, dtype=float)
    if a.ndim != 2 or a.shape[1] != 2:
        raise ValueError(f"bad shape {a.shape}")
    params = xor_params()
    for layer in "12":
        a = (a @ params[f"W{layer}"].T + params[f"b{layer}"] > 0) * 1
    return a[:, 0]
