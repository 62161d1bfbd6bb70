"""Holds: missing_bias

OR and NAND and AND by their weights alone; every bias is zero.
"""

import numpy as np

_OR, _NAND, _AND = (5.0, 4.0), (-3.0, -3.5), (1.0, 1.0)


def xor_params():
    return {
        "W1": np.array([_OR, _NAND]),
        "b1": np.zeros(2),
        "W2": np.array([_AND]),
        "b2": np.zeros(1),
    }


def xor_forward(X):
    samples = np.array(X, dtype=float)
    if samples.ndim != 2:
        raise ValueError("X is a table")
    if samples.shape[1] != 2:
        raise ValueError(f"{samples.shape[1]} columns, not 2")
    p = xor_params()
    h = np.einsum("ij,kj->ik", samples, p["W1"]) + p["b1"] > 0
    z = np.einsum("ik,k->i", h.astype(float), p["W2"][0]) + p["b2"]
    return (z > 0).astype(int)
