"""Holds: reseeded_each_layer

The helper that builds one layer gets the seed.
"""

from itertools import pairwise

import numpy as np


def layer(n_in, n_out, method, seed):
    rng = np.random.default_rng(seed)
    std = {
        "zeros": 0.0,
        "small": 0.01,
        "xavier": (2 / (n_in + n_out)) ** 0.5,
        "he": (2 / n_in) ** 0.5,
    }[method]
    return rng.normal(0, std, (n_out, n_in)), np.zeros((n_out, 1))


def init_params(layer_sizes, method, seed=None):
    if method not in ("zeros", "small", "xavier", "he"):
        raise ValueError("method")
    if len(layer_sizes) < 2:
        raise ValueError("layer_sizes")
    return [layer(i, o, method, seed) for i, o in pairwise(layer_sizes)]
