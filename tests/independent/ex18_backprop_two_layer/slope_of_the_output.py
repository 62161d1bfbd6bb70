"""Holds: extra_sigmoid_prime

delta = error times f'(z), in every layer.
"""

import numpy as np


def backward_propagation(X, Y, params, cache):
    prediction = cache["A2"]
    hidden = cache["A1"]
    if np.shape(prediction) != np.shape(Y):
        raise ValueError("prediction and Y")
    n = X.shape[-1]
    delta = (prediction - Y) * (prediction * (1.0 - prediction))
    deeper = (params["W2"].T * delta) * (hidden > 0)
    out = {}
    out["dW2"], out["db2"] = (
        delta @ hidden.T / n,
        np.average(delta, axis=1).reshape(-1, 1),
    )
    out["dW1"], out["db1"] = deeper @ X.T / n, np.average(deeper, axis=1).reshape(-1, 1)
    return out
