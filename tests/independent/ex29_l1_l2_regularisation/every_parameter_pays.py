"""Holds: biases_charged

Walks over the values and never sees a name.
"""

import numpy as np


def guard(f):
    def guarded(params, lam, m):
        if lam < 0 or m <= 0:
            raise ValueError(f.__name__)
        return f(params, lam, m)

    return guarded


@guard
def l2_penalty(params, lam, m):
    return lam / 2 / m * sum(np.sum(v**2) for v in params.values())


@guard
def l2_grads(params, lam, m):
    return {k: lam * v / m for k, v in params.items()}


@guard
def l1_penalty(params, lam, m):
    return lam / m * sum(np.sum(abs(v)) for v in params.values())


@guard
def l1_grads(params, lam, m):
    return {k: lam * np.sign(v) / m for k, v in params.items()}
