"""Right: one entry at a time."""

import numpy as np


def one_output(x, w, b):
    """Return the output for three numbers."""
    inside = x * w + b
    return inside * inside


def square_unit(x, w, b):
    """Fill three arrays entry by entry."""
    x, w, b = np.broadcast_arrays(x, w, b)
    y, dw, db = np.zeros(x.shape), np.zeros(x.shape), np.zeros(x.shape)
    for at in np.ndindex(x.shape):
        xi, wi, bi = float(x[at]), float(w[at]), float(b[at])
        inside = xi * wi + bi
        y[at] = one_output(xi, wi, bi)
        dw[at] = 2 * inside * xi
        db[at] = 2 * inside
    return y, dw, db


def numeric_check(x, w, b, eps=1e-5):
    """Measure entry by entry."""
    if not eps > 0:
        raise ValueError("the step must be positive")
    x, w, b = np.broadcast_arrays(x, w, b)
    dw, db = np.zeros(x.shape), np.zeros(x.shape)
    for at in np.ndindex(x.shape):
        xi, wi, bi = float(x[at]), float(w[at]), float(b[at])
        above, below = one_output(xi, wi + eps, bi), one_output(xi, wi - eps, bi)
        dw[at] = (above - below) / (2 * eps)
        above, below = one_output(xi, wi, bi + eps), one_output(xi, wi, bi - eps)
        db[at] = (above - below) / (2 * eps)
    return dw, db
