"""Wrong: one standard deviation for all layers."""

import numpy as np


def init_params(layer_sizes, method, seed=None):
    if len(layer_sizes) < 2:
        raise ValueError("at least two sizes")
    if method not in ("zeros", "small", "xavier", "he"):
        raise ValueError("unknown method")
    n_in, n_out = layer_sizes[0], layer_sizes[1]
    if method == "zeros":
        std = 0.0
    elif method == "small":
        std = 0.01
    elif method == "xavier":
        std = np.sqrt(2 / (n_in + n_out))
    else:
        std = np.sqrt(2 / n_in)
    rng = np.random.default_rng(seed)
    params = []
    for n_in, n_out in zip(layer_sizes[:-1], layer_sizes[1:], strict=True):
        W = rng.normal(0, std, (n_out, n_in))
        params.append((W, np.zeros((n_out, 1))))
    return params
