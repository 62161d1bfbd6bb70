"""Wrong: the error goes back through moved weights."""

import numpy as np


def backward_propagation(X, Y, params, cache):
    Z1, A1, A2 = cache["Z1"], cache["A1"], cache["A2"]
    W2 = params["W2"]
    m = X.shape[1]
    if np.shape(Y) != A2.shape:
        raise ValueError(f"labels {np.shape(Y)}, predictions {A2.shape}")
    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    W2 = W2 - 0.1 * dW2
    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (Z1 > 0)
    dW1 = dZ1 @ X.T / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
