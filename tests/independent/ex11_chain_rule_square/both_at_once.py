"""Holds: moved_together

One pair of points serves both slopes.
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
    if eps <= 0:
        raise ValueError("a step has to be positive")
    x, w, b = floats(x, w, b)
    slope = square_unit(x, w + eps, b + eps)[0] - square_unit(x, w - eps, b - eps)[0]
    slope = slope / eps / 2
    return slope, slope.copy()
