"""Holds: index_error_escapes

Star unpacking by index; an empty list has no index 0.
"""

import numpy as np


def collapse(layers):
    first_W, first_b = layers[0]
    state = (np.array(first_W, dtype=float), np.array(first_b, dtype=float))
    if state[1].shape != (state[0].shape[0], 1):
        raise ValueError("first bias")
    for W, b in layers[1:]:
        if b.shape != (W.shape[0], 1):
            raise ValueError("bias")
        state = (np.dot(W, state[0]), np.dot(W, state[1]) + b)
    return state
