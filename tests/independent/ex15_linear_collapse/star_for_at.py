"""Holds: elementwise

`*` between the matrices; the offsets are done with `np.dot`.
"""

import numpy as np


def join(first, second):
    (W, b), (V, c) = first, second
    if V.shape[1] != W.shape[0]:
        raise ValueError("inner sizes")
    return np.multiply(V, W), np.dot(V, b) + c


def collapse(layers):
    if not len(layers):
        raise ValueError("none")
    done = None
    for W, b in layers:
        if b.shape != (W.shape[0], 1):
            raise ValueError("column")
        layer = (W.astype(float), b.astype(float))
        done = layer if done is None else join(done, layer)
    return done
