"""Holds: db_times_b

The chain for the bias ends with the bias.
"""

import numpy as np


def floats(*given):
    return [np.array(one, dtype="float64") for one in given]


def square_unit(x, w, b):
    x, w, b = floats(x, w, b)
    inside = b + w * x
    outer = inside + inside
    return inside * inside, outer * x, b * outer


def numeric_check(x, w, b, eps=1e-5):
    if not eps > 0:
        raise ValueError("a step has to be positive")
    x, w, b = floats(x, w, b)
    f = lambda w, b: np.square(b + w * x)
    half = 0.5 / eps
    return half * f(w + eps, b) - half * f(w - eps, b), half * (
        f(w, b + eps) - f(w, b - eps)
    )
