"""Wrong: the layers are popped off the caller's list."""

import numpy as np


def collapse(layers):
    if not layers:
        raise ValueError("no layers")
    W, b = layers.pop(0)
    W, b = W.astype(float), b.astype(float)
    if b.shape != (W.shape[0], 1):
        raise ValueError("the bias is no column")
    while layers:
        V, c = layers.pop(0)
        if c.shape != (V.shape[0], 1) or V.shape[1] != W.shape[0]:
            raise ValueError("a layer does not fit")
        W, b = np.dot(V, W), np.dot(V, b) + c
    return W, b
