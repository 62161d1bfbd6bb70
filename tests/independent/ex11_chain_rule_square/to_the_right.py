"""Holds: one_sided_step

A small step to the right, and the rise over it.
"""

import numpy as np


def floats(*given):
    return [np.array(one, dtype="float64") for one in given]


def square_unit(x, w, b):
    x, w, b = floats(x, w, b)
    inside = b + w * x
    outer = inside + inside
    return inside * inside, outer * x, outer


def numeric_check(x, w, b, eps=1e-5):
    if not eps > 0:
        raise ValueError("a step has to be positive")
    x, w, b = floats(x, w, b)
    here = square_unit(x, w, b)[0]
    rise_w = square_unit(x, w + eps, b)[0] - here
    rise_b = square_unit(x, w, b + eps)[0] - here
    return rise_w / eps, rise_b / eps
