"""Wrong: the inside has no bias."""

import numpy as np


def square_unit(x, w, b):
    x, w, b = (np.asarray(v, dtype=float) for v in (x, w, b))
    z = x * w + 0 * b
    return z**2, 2 * z * x, 2 * z


def numeric_check(x, w, b, eps=1e-5):
    if eps <= 0:
        raise ValueError("eps must be above 0")
    x, w, b = (np.asarray(v, dtype=float) for v in (x, w, b))

    def y(w, b):
        return (x * w + 0 * b) ** 2

    dw_num = (y(w + eps, b) - y(w - eps, b)) / (2 * eps)
    db_num = (y(w, b + eps) - y(w, b - eps)) / (2 * eps)
    return dw_num, db_num
