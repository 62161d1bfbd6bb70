"""Holds: power_rule_on_w

Each parameter has a square of its own.
"""

import numpy as np


def floats(*given):
    return [np.array(one, dtype="float64") for one in given]


def square_unit(x, w, b):
    x, w, b = floats(x, w, b)
    y = (x * w + b) ** 2
    return y, np.broadcast_to(2 * w * x * x, y.shape), np.broadcast_to(2 * b, y.shape)


def numeric_check(x, w, b, eps=1e-5):
    if not eps > 0:
        raise ValueError("a step has to be positive")
    x, w, b = floats(x, w, b)
    f = lambda w, b: np.square(b + w * x)
    half = 0.5 / eps
    return half * f(w + eps, b) - half * f(w - eps, b), half * (
        f(w, b + eps) - f(w, b - eps)
    )
