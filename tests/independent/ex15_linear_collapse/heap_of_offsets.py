"""Holds: bias_sum

Chained matrices, and a heap of offsets.
"""

import numpy as np


def collapse(layers):
    count = len(layers)
    if count == 0:
        raise ValueError("a stack of nothing")
    total = None
    offsets = None
    for W, b in layers:
        if b.ndim != 2 or b.shape[1] != 1 or b.shape[0] != W.shape[0]:
            raise ValueError("offset")
        if total is None:
            total = np.array(W, dtype=float)
            offsets = np.array(b, dtype=float)
            continue
        if W.shape[1] != total.shape[0]:
            raise ValueError("weights")
        total = np.dot(W, total)
        offsets = offsets + b
    return total, offsets
