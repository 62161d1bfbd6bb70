"""Holds: always_one_seed

42 where nothing else is said.
"""

import numpy as np


def init_params(layer_sizes, method, seed=None):
    if seed is None:
        seed = 42
    if len(layer_sizes) < 2:
        raise ValueError("give me more sizes")
    rng = np.random.default_rng(seed)
    out = []
    for k in range(len(layer_sizes) - 1):
        a, c = layer_sizes[k : k + 2]
        if method == "he":
            spread = np.sqrt(2 / a)
        elif method == "xavier":
            spread = np.sqrt(2 / (a + c))
        elif method == "small":
            spread = 0.01
        elif method == "zeros":
            spread = 0.0
        else:
            raise ValueError("never heard of it")
        out.append((spread * rng.standard_normal((c, a)), np.zeros((c, 1))))
    return out
