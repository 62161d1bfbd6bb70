"""Wrong: rows and columns are paired with zip, which drops what is left over."""

import numpy as np


def product(P, Q):
    return np.array(
        [[sum(p * q for p, q in zip(row, column)) for column in Q.T] for row in P]
    )


def collapse(layers):
    if len(layers) == 0:
        raise ValueError("no layers")
    for W, b in layers:
        if b.shape != (W.shape[0], 1):
            raise ValueError("each bias is a column")
    W, b = layers[0][0] * 1.0, layers[0][1] * 1.0
    for V, c in layers[1:]:
        W, b = product(V, W), product(V, b) + c
    return W, b
