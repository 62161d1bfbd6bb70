"""Right: a beginner's file, step by step, with the output taken from `square_unit`."""

import numpy as np


def square_unit(x, w, b):
    """Follow the chain from the outside to the inside."""
    x = np.array(x, dtype=float)
    w = np.array(w, dtype=float)
    b = np.array(b, dtype=float)
    z = x * w + b
    y = z**2
    dy_dz = 2 * z
    dz_dw = x
    dz_db = 1
    dy_dw = dy_dz * dz_dw
    dy_db = dy_dz * dz_db
    return y, dy_dw, dy_db


def numeric_check(x, w, b, eps=1e-5):
    """Call the unit four times."""
    if eps <= 0:
        raise ValueError("eps")
    w = np.array(w, dtype=float)
    b = np.array(b, dtype=float)
    y1, _, _ = square_unit(x, w + eps, b)
    y2, _, _ = square_unit(x, w - eps, b)
    y3, _, _ = square_unit(x, w, b + eps)
    y4, _, _ = square_unit(x, w, b - eps)
    return (y1 - y2) / (2 * eps), (y3 - y4) / (2 * eps)
