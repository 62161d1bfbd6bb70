"""Holds: softmax_output

Probabilities add up to one, thinks the author.
"""

import numpy as np


def softmax(z):
    e = np.exp(z)
    return e / e.sum(axis=0, keepdims=True)


def forward_3layer(X, params):
    A = X
    for W, b in [(params["W" + n], params["b" + n]) for n in ("1", "2")]:
        if b.shape != (W.shape[0], 1):
            raise ValueError("hidden bias")
        A = (lambda Z: (abs(Z) + Z) / 2)(W @ A + b)
    if params["b3"].shape != (params["W3"].shape[0], 1):
        raise ValueError("output bias")
    return softmax(params["W3"] @ A + params["b3"])
