"""Holds: xnor, one_row_squeezed

NOR and AND feed an OR, and the result loses its axes of length one.
"""

import numpy as np


def xor_params():
    neither = np.array([-4.0, -5.0, 1.8])
    both = np.array([2.0, 1.6, -2.7])
    either = np.array([0.8, 0.7, -0.3])
    hidden = np.vstack([neither, both])
    return {
        "W1": hidden[:, :2],
        "b1": hidden[:, 2],
        "W2": either[None, :2],
        "b2": either[2:],
    }


def xor_forward(X):
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError(f"got {X.shape}")
    p = xor_params()
    h = np.array((p["W1"] @ X.T).T + p["b1"] > 0, dtype=int)
    y = np.array((p["W2"] @ h.T).T + p["b2"] > 0, dtype=int)
    return np.squeeze(y)
