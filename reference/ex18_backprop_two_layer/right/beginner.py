"""Right, as a beginner writes it: every name of the task, one after the other."""

import numpy as np


def backward_propagation(X, Y, params, cache):
    W2 = params["W2"]
    Z1 = cache["Z1"]
    A1 = cache["A1"]
    A2 = cache["A2"]

    if Y.ndim != 2:
        raise ValueError("Y must have two axes")
    if Y.shape[0] != A2.shape[0] or Y.shape[1] != A2.shape[1]:
        raise ValueError("Y must have the shape of A2")

    m = X.shape[1]

    dZ2 = A2 - Y
    dW2 = (1 / m) * np.dot(dZ2, A1.T)
    db2 = (1 / m) * np.sum(dZ2, axis=1, keepdims=True)

    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.array(dA1, copy=True)
    dZ1[Z1 <= 0] = 0
    dW1 = (1 / m) * np.dot(dZ1, X.T)
    db1 = (1 / m) * np.sum(dZ1, axis=1, keepdims=True)

    grads = {}
    grads["dW1"] = dW1
    grads["db1"] = db1
    grads["dW2"] = dW2
    grads["db2"] = db2
    return grads
