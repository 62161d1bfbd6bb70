"""Holds: transposed_shape

Comes from a library in which samples are rows.
"""

from itertools import pairwise

import numpy as np


def init_params(layer_sizes, method, seed=None):
    if len(layer_sizes) < 2:
        raise ValueError("need inputs and outputs")
    rng = np.random.default_rng(seed)
    params = []
    for i, o in pairwise(layer_sizes):
        W = rng.normal(size=(i, o))
        b = np.zeros((o, 1))
        match method:
            case "he":
                W = W * np.sqrt(2.0 / i)
            case "xavier":
                W = W * np.sqrt(2.0 / (i + o))
            case "small":
                W = W * 0.01
            case "zeros":
                W = np.zeros((i, o))
            case _:
                raise ValueError("unknown")
        params.append((W, b))
    return params
