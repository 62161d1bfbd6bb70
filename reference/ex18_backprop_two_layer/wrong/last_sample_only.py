"""Wrong: a loop over the samples that keeps only the last one."""

import numpy as np


def backward_propagation(X, Y, params, cache):
    Z1, A1, A2 = cache["Z1"], cache["A1"], cache["A2"]
    m = X.shape[1]
    if np.shape(Y) != A2.shape:
        raise ValueError(f"labels {np.shape(Y)}, predictions {A2.shape}")
    for j in range(m):
        error = A2[:, [j]] - Y[:, [j]]
        hidden_error = params["W2"].T @ error * (Z1[:, [j]] > 0)
        dW2 = error @ A1[:, [j]].T / m
        db2 = error / m
        dW1 = hidden_error @ X[:, [j]].T / m
        db1 = hidden_error / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
