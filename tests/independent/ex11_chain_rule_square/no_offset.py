"""Holds: bias_missing_in_z

The bias never meets the product.
"""

import numpy as np


def floats(*given):
    return [np.array(one, dtype="float64") for one in given]


def square_unit(x, w, b):
    x, w, b = floats(x, w, b)
    inside = np.broadcast_arrays(w * x, b)[0]
    return inside**2, 2 * inside * x, 2 * inside


def numeric_check(x, w, b, eps=1e-5):
    if not eps > 0:
        raise ValueError("a step has to be positive")
    f = lambda w, b: square_unit(x, w, b)[0]
    _, w, b = floats(x, w, b)
    dw, db = f(w + eps, b) - f(w - eps, b), f(w, b + eps) - f(w, b - eps)
    return dw / (2 * eps), db / (2 * eps)
