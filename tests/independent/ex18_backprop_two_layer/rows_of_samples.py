"""Holds: dw_transposed

Computed with samples as rows, and left in that layout.
"""


def backward_propagation(X, Y, params, cache):
    if Y.shape != cache["A2"].shape:
        raise ValueError("Y does not fit")
    x, a, e = X.T, cache["A1"].T, (cache["A2"] - Y).T
    m = len(x)
    d = (e @ params["W2"]) * (a > 0)
    return {
        "dW1": (x.T @ d) / m,
        "dW2": (a.T @ e) / m,
        "db1": d.sum(axis=0).reshape(-1, 1) / m,
        "db2": e.sum(axis=0).reshape(-1, 1) / m,
    }
