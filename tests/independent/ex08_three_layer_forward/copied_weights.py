"""Holds: reuses_w1

Three blocks, the second copied from the first.
"""

import numpy as np


def fits(W, b, rows):
    if W.shape[1] != rows or b.shape != (W.shape[0], 1):
        raise ValueError("does not fit")


def forward_3layer(X, params):
    # layer 1
    W, b = params["W1"], params["b1"]
    fits(W, b, X.shape[0])
    H = np.dot(W, X) + b
    H = H * (H > 0)
    # layer 2
    fits(params["W2"], params["b2"], H.shape[0])
    W, b = params["W1"], params["b2"]
    H = np.dot(W, H) + b
    H = H * (H > 0)
    # layer 3
    W, b = params["W3"], params["b3"]
    fits(W, b, H.shape[0])
    return 1.0 / (np.exp(-np.dot(W, H) - b) + 1.0)
