"""Holds: uniform_not_normal

The formula of the uniform variant, with its root of 6.
"""

from itertools import pairwise

import numpy as np


def init_params(layer_sizes, method, seed=None):
    if len(layer_sizes) < 2:
        raise ValueError("sizes")
    rng = np.random.default_rng(seed)
    params = []
    for n_in, n_out in pairwise(layer_sizes):
        if method == "xavier":
            limit = np.sqrt(6 / (n_in + n_out))
        elif method == "he":
            limit = np.sqrt(6 / n_in)
        elif method == "small":
            limit = 0.01 * np.sqrt(3)
        elif method == "zeros":
            limit = 0
        else:
            raise ValueError("method")
        params.append((rng.uniform(-limit, limit, (n_out, n_in)), np.zeros((n_out, 1))))
    return params
