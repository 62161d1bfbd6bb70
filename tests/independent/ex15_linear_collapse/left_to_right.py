"""Holds: order

`reduce` with `np.matmul`, in the order of the list.
"""

from functools import reduce

import numpy as np


def collapse(layers):
    if not layers:
        raise ValueError("empty")
    for (W, b), (V, _) in zip(layers, [*layers[1:], (None, None)], strict=True):
        if b.shape != (len(W), 1) or (V is not None and V.shape[1] != len(W)):
            raise ValueError("shapes")
    weights = reduce(np.matmul, [W.astype(float) for W, _ in layers])
    bias = reduce(lambda b, layer: layer[0] @ b + layer[1], layers[1:], layers[0][1])
    return weights, bias.astype(float)
