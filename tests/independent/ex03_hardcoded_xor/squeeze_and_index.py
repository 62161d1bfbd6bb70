"""Holds: one_row_squeezed, extra_columns_ignored

Takes the columns 0 and 1 of whatever comes, and gets rid of the last axis with
squeeze.
"""

import numpy as np


def xor_params():
    return {
        "W1": np.array([[-3, 2], [3, -4]]),
        "b1": np.array([-1, -2]),
        "W2": np.array([[5, 4]]),
        "b2": np.array([-3]),
    }


def xor_forward(X):
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.shape[1] < 2:
        raise ValueError("x1 or x2 is missing")
    x1, x2 = X[:, 0], X[:, 1]
    p = xor_params()
    columns = [w[0] * x1 + w[1] * x2 + b > 0 for w, b in zip(p["W1"], p["b1"])]
    hidden = np.column_stack(columns).astype(int)
    return (hidden @ p["W2"].T + p["b2"] > 0).astype(int).squeeze()
