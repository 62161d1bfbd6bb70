"""Holds: global_seed

The way it stands in older notebooks.
"""

import numpy as np


def init_params(layer_sizes, method, seed=None):
    if len(layer_sizes) < 2:
        raise ValueError("too short")
    if seed is not None:
        np.random.seed(seed)
    params = []
    for k in range(1, len(layer_sizes)):
        shape = (layer_sizes[k], layer_sizes[k - 1])
        if method == "zeros":
            W = np.zeros(shape)
        elif method == "small":
            W = 0.01 * np.random.randn(*shape)
        elif method == "xavier":
            W = np.random.randn(*shape) * (2 / sum(shape)) ** 0.5
        elif method == "he":
            W = np.random.randn(*shape) * (2 / shape[1]) ** 0.5
        else:
            raise ValueError("what is " + method)
        params.append((W, np.zeros((shape[0], 1))))
    return params
