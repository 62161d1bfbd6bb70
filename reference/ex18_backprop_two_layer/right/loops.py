"""Right: plain loops, one number at a time."""

import numpy as np


def backward_propagation(X, Y, params, cache):
    """Add up what each sample contributes to each slope."""
    A1 = cache["A1"]
    A2 = cache["A2"]
    W2 = params["W2"]
    if Y.shape != A2.shape:
        raise ValueError("Y must have the shape of A2")
    n_x = X.shape[0]
    n_h = A1.shape[0]
    m = X.shape[1]
    dW1 = np.zeros((n_h, n_x))
    db1 = np.zeros((n_h, 1))
    dW2 = np.zeros((1, n_h))
    db2 = np.zeros((1, 1))
    for j in range(m):
        error = A2[0, j] - float(Y[0, j])
        db2[0, 0] += error / m
        for i in range(n_h):
            dW2[0, i] += error * A1[i, j] / m
            if A1[i, j] > 0:
                unit_error = error * W2[0, i]
                db1[i, 0] += unit_error / m
                for k in range(n_x):
                    dW1[i, k] += unit_error * X[k, j] / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
