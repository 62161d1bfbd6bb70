"""Wrong: the seed 0 counts as none."""

import numpy as np


def init_params(layer_sizes, method, seed=None):
    if len(layer_sizes) < 2:
        raise ValueError("at least two sizes")
    if method not in ("zeros", "small", "xavier", "he"):
        raise ValueError("unknown method")
    rng = np.random.default_rng(seed or None)
    params = []
    for i in range(len(layer_sizes) - 1):
        n_in, n_out = layer_sizes[i], layer_sizes[i + 1]
        if method == "zeros":
            std = 0.0
        elif method == "small":
            std = 0.01
        elif method == "xavier":
            std = np.sqrt(2 / (n_in + n_out))
        else:
            std = np.sqrt(2 / n_in)
        W = rng.standard_normal((n_out, n_in)) * std
        b = np.zeros((n_out, 1))
        params.append((W, b))
    return params
