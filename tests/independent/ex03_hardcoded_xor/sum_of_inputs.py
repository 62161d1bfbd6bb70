"""Holds: tie_dependent, booleans_added

Both hidden neurons treat the inputs alike, so the columns are added before anything
else. The output neuron needs more than exactly 1.
"""

import numpy as np


def xor_params():
    return {
        "W1": np.array([[3.0, 3.0], [-2.0, -2.0]]),
        "b1": np.array([-1.5, 3.0]),
        "W2": np.array([[1.0, 1.0]]),
        "b2": np.array([-1.0]),
    }


def xor_forward(X):
    X = np.asarray(X)
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError(f"shape {X.shape} is not (m, 2)")
    p = xor_params()
    how_many = X[:, 0] + X[:, 1]
    z1 = np.multiply.outer(how_many, p["W1"][:, 0]) + p["b1"]
    z2 = (z1 > 0).astype(float) @ p["W2"][0] + p["b2"][0]
    return (z2 > 0).astype(int)
