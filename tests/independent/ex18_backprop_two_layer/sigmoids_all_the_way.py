"""Holds: sigmoid_mask

The same slope in both layers, a (1 - a); at the output it cancels.
"""


def _slope(a):
    return a - a * a


def backward_propagation(X, Y, params, cache):
    a1, a2 = cache["A1"], cache["A2"]
    if not (Y.ndim == 2 and Y.shape == a2.shape):
        raise ValueError("shape of Y")
    m = Y.size
    e2 = a2 - Y
    e1 = _slope(a1) * (params["W2"].T @ e2)
    ones = [[1.0 / m]] * m
    return {
        "dW2": e2 @ a1.T / m,
        "db2": e2 @ ones,
        "dW1": e1 @ X.T / m,
        "db1": e1 @ ones,
    }
