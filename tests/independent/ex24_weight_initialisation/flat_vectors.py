"""Holds: flat_bias

A bias per unit, so a vector.
"""

from itertools import pairwise

import numpy as np


def init_params(layer_sizes, method, seed=None):
    factors = {"zeros": 0.0, "small": 0.01, "xavier": None, "he": None}
    if method not in factors or len(layer_sizes) < 2:
        raise ValueError("not possible")
    rng = np.random.default_rng(seed)
    params = []
    for n_in, n_out in pairwise(layer_sizes):
        factor = factors[method]
        if method == "xavier":
            factor = np.sqrt(2 / (n_in + n_out))
        if method == "he":
            factor = np.sqrt(2 / n_in)
        params.append((factor * rng.standard_normal((n_out, n_in)), np.zeros(n_out)))
    return params
