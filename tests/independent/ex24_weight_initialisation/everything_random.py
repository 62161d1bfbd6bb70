"""Holds: random_bias

If random is good for weights, it is good for biases.
"""

from itertools import pairwise

import numpy as np


def init_params(layer_sizes, method, seed=None):
    if method not in ("zeros", "small", "xavier", "he"):
        raise ValueError("method")
    if len(layer_sizes) < 2:
        raise ValueError("sizes")
    rng = np.random.default_rng(seed)
    params = []
    for n_in, n_out in pairwise(layer_sizes):
        if method == "zeros":
            params.append((np.zeros((n_out, n_in)), np.zeros((n_out, 1))))
            continue
        std = {
            "small": 0.01,
            "xavier": np.sqrt(2 / (n_in + n_out)),
            "he": np.sqrt(2 / n_in),
        }
        W = rng.normal(0, std[method], (n_out, n_in))
        b = rng.normal(0, std[method], (n_out, 1))
        params.append((W, b))
    return params
