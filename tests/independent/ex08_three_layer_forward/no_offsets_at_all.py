"""Holds: no_bias

Weights do the work; the biases are only looked at.
"""

import numpy as np


def forward_3layer(X, params):
    A = X
    for number in [1, 2, 3]:
        W = params[f"W{number}"]
        if params[f"b{number}"].shape != (W.shape[0], 1):
            raise ValueError(f"b{number}")
        if W.shape[1] != len(A):
            raise ValueError(f"W{number}")
        A = np.array([[np.sum(w * a) for a in A.T] for w in W])
        if number < 3:
            A[A < 0] = 0
    return 1 / (1 + np.exp(-A))
