"""Holds: class_not_probability

Rounds to yes or no at the end.
"""

import numpy as np


def relu(z):
    z = z.copy()
    z[z <= 0] = 0.0
    return z


def forward_3layer(X, params):
    if not all(
        params["b" + k].shape == (params["W" + k].shape[0], 1) for k in ("1", "2", "3")
    ):
        raise ValueError("bias shapes")
    H1 = relu(params["W1"] @ X + params["b1"])
    H2 = relu(params["W2"] @ H1 + params["b2"])
    p = 1 / (1 + np.exp(-(params["W3"] @ H2 + params["b3"])))
    return np.round(p)
