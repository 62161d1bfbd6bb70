"""Holds: skips_layer_2

All layers are kept in a dict, and the wrong one is asked for.
"""

import numpy as np


def dense(W, b, A):
    if b.shape != (W.shape[0], 1):
        raise ValueError("bias")
    return W @ A + b


def forward_3layer(X, params):
    out = {"input": X}
    out["hidden"] = np.maximum(dense(params["W1"], params["b1"], out["input"]), 0)
    out["deep"] = np.maximum(dense(params["W2"], params["b2"], out["hidden"]), 0)
    z = dense(params["W3"], params["b3"], out["hidden"])
    return 1 / (1 + np.exp(-z))
