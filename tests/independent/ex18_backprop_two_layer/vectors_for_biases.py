"""Holds: db_no_keepdims

np.mean over the samples for the biases.
"""

import numpy as np


def backward_propagation(X, Y, params, cache):
    A1, A2 = cache["A1"], cache["A2"]
    if A2.shape != Y.shape:
        raise ValueError("no")
    m = A2.shape[1]
    errors = [A2 - Y]
    errors.append(np.dot(params["W2"].T, errors[0]) * (np.sign(A1)))
    weights = [np.dot(e, a.T) / m for e, a in zip(errors, (A1, X), strict=True)]
    biases = [np.mean(e, axis=1) for e in errors]
    return {"dW2": weights[0], "dW1": weights[1], "db2": biases[0], "db1": biases[1]}
