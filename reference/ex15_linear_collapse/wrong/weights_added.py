"""Wrong: the weights are added up."""

import numpy as np


def collapse(layers):
    if len(layers) == 0:
        raise ValueError("no layers")
    arrays = [(np.array(W, float), np.array(b, float)) for W, b in layers]
    for W, b in arrays:
        if b.shape != (W.shape[0], 1):
            raise ValueError("each bias is a column with a row per neuron")
    for (W, _), (V, _) in zip(arrays, arrays[1:], strict=False):
        if V.shape[1] != W.shape[0]:
            raise ValueError("a layer does not fit the one before it")
    W, b = arrays[0]
    for V, c in arrays[1:]:
        W, b = V + W, V @ b + c
    return W, b
