"""Holds: distance_of_one_step, step_unchecked

Two steps apart, divided by one; any step is taken.
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
    x, w, b = floats(x, w, b)
    out = []
    for dw, db in ((eps, 0), (0, eps)):
        rise = (b + db + (w + dw) * x) ** 2 - (b - db + (w - dw) * x) ** 2
        out.append(rise / eps)
    return tuple(out)
