"""Holds: unknown_is_default

dict.get with a friendly second argument.
"""

from itertools import pairwise

import numpy as np


def init_params(layer_sizes, method, seed=None):
    if len(layer_sizes) < 2:
        raise ValueError("layer_sizes")
    rng, params = np.random.default_rng(seed), []
    for n_in, n_out in pairwise(layer_sizes):
        variances = {"zeros": 0.0, "small": 1e-4, "xavier": 2 / (n_in + n_out)}
        std = np.sqrt(variances.get(method, 2 / n_in))
        params.append((rng.normal(0.0, std, (n_out, n_in)), np.zeros((n_out, 1))))
    return params
