"""Holds: hidden_layer_averaged_twice

The error at the output is made a mean; so are the gradients of the first layer.
"""

import numpy as np


def _shape_check(Y, A2):
    if tuple(Y.shape) != tuple(A2.shape):
        raise ValueError(f"{Y.shape} / {A2.shape}")


def backward_propagation(X, Y, params, cache):
    _shape_check(Y, cache["A2"])
    share = 1.0 / Y.shape[1]
    delta2 = share * (cache["A2"] - Y)
    delta1 = params["W2"].T.dot(delta2)
    delta1[cache["A1"] == 0] = 0.0
    return {
        "dW2": delta2.dot(cache["A1"].T),
        "db2": delta2.sum(axis=1)[:, np.newaxis],
        "dW1": share * delta1.dot(X.T),
        "db1": share * delta1.sum(axis=1)[:, np.newaxis],
    }
