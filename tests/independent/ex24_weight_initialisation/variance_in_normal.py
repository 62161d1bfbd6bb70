"""Holds: variance_as_std

Took the paper's Var(w) for the second argument.
"""

import numpy as np


def _var(method, n_in, n_out):
    if method == "zeros":
        return 0
    if method == "small":
        return 0.01
    if method == "xavier":
        return 2 / (n_in + n_out)
    if method == "he":
        return 2 / n_in
    raise ValueError("method?")


def init_params(layer_sizes, method, seed=None):
    rng = np.random.default_rng(seed)
    if len(layer_sizes) < 2:
        raise ValueError("sizes?")
    out = []
    last = layer_sizes[0]
    for n in layer_sizes[1:]:
        W = rng.normal(loc=0.0, scale=_var(method, last, n), size=(n, last))
        out.append((W, np.zeros((n, 1))))
        last = n
    return out
