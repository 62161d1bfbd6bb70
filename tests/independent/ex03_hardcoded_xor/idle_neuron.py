"""Holds: single_neuron

The second hidden neuron has weights 0 and a positive bias, so it fires always.
"""

import numpy as np


def xor_params():
    W1, b1 = np.zeros((2, 2)), np.zeros(2)
    W1[0] = 6.0, 6.0
    b1[:] = -2.5, 1.0
    W2, b2 = np.full((1, 2), 1.1), np.array([-1.6])
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


def xor_forward(X):
    X = np.asarray(X).astype(float)
    if X.ndim != 2 or X.shape[-1] != 2:
        raise ValueError("X must have two columns")
    p = xor_params()
    first, second = (np.inner(X, w) + b > 0 for w, b in zip(p["W1"], p["b1"]))
    (v,), (c,) = p["W2"], p["b2"]
    return np.where(v[0] * first + v[1] * second + c > 0, 1, 0)
