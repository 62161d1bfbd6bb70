"""Holds: fan_out

Reads n_out as the size of the layer.
"""

from itertools import pairwise

import numpy as np


def init_params(layer_sizes, method, seed=None):
    if len(layer_sizes) < 2:
        raise ValueError
    rng = np.random.default_rng(seed)
    params = []
    for before, units in pairwise(layer_sizes):
        if method == "zeros":
            W = np.zeros((units, before))
        elif method == "small":
            W = rng.normal(0, 0.01, size=(units, before))
        elif method == "xavier":
            W = rng.normal(0, np.sqrt(2 / (units + before)), size=(units, before))
        elif method == "he":
            W = rng.normal(0, np.sqrt(2 / units), size=(units, before))
        else:
            raise ValueError
        params.append((W, np.zeros((units, 1))))
    return params
