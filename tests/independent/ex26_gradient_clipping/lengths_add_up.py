"""Holds: sum_of_norms

numpy.linalg.norm of each array, and the built-in sum.
"""

import math

import numpy as np


def check(grads, bound):
    if math.isnan(bound) or not bound > 0:
        raise ValueError("bound must be positive")
    for array in grads.values():
        if np.isnan(array).any() or np.isinf(array).any():
            raise ValueError("broken gradient")


def clip_by_global_norm(grads, max_norm):
    check(grads, max_norm)
    norm = sum(np.linalg.norm(array) for array in grads.values())
    if norm <= max_norm:
        return {name: array.copy() for name, array in grads.items()}, norm
    return {name: array / norm * max_norm for name, array in grads.items()}, norm


def clip_by_value(grads, limit):
    check(grads, limit)
    out = {}
    for name, array in grads.items():
        new = array.copy()
        new[new > limit] = limit
        new[new < -limit] = -limit
        out[name] = new
    return out
