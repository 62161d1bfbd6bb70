"""Holds: uniform_0_1

Mixed up rand and randn.
"""

from itertools import pairwise

import numpy as np


def init_params(layer_sizes, method, seed=None):
    if method not in ["zeros", "small", "xavier", "he"]:
        raise ValueError(method)
    if len(layer_sizes) < 2:
        raise ValueError(layer_sizes)
    state = np.random.RandomState(seed)
    params = []
    for n_in, n_out in pairwise(layer_sizes):
        W = state.rand(n_out, n_in)
        if method == "zeros":
            W *= 0
        elif method == "small":
            W *= 0.01
        elif method == "xavier":
            W *= np.sqrt(2 / (n_in + n_out))
        elif method == "he":
            W *= np.sqrt(2 / n_in)
        params.append((W, np.zeros((n_out, 1))))
    return params
