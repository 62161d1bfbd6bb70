"""Right: starts with the first layer; every product is written out as loops."""

import numpy as np


def product(P, Q):
    rows, inner, columns = P.shape[0], P.shape[1], Q.shape[1]
    if inner != Q.shape[0]:
        raise ValueError(f"{P.shape} and {Q.shape} cannot be multiplied")
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            for k in range(inner):
                out[i, j] += P[i, k] * Q[k, j]
    return out


def collapse(layers):
    if len(layers) == 0:
        raise ValueError("no layers")
    for W, b in layers:
        if b.shape != (W.shape[0], 1):
            raise ValueError("a bias is not a column")
    W, b = layers[0]
    W = W.astype(float)
    b = b.astype(float)
    for i in range(1, len(layers)):
        next_W, next_b = layers[i]
        new_b = product(next_W, b) + next_b
        W = product(next_W, W)
        b = new_b
    return W, b
