"""Wrong: the table is one row, whatever the shape of x."""

import numpy as np


def gradient_table(x):
    x = np.asarray(x, dtype=float)
    x = x.ravel() if x.ndim else x
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s), np.where(x > 0, 1.0, 0.0)


def product_through_layers(x, layers):
    if layers < 1:
        raise ValueError("at least one layer, please")
    sig, relu = gradient_table(x)
    return float(sig**layers), float(relu**layers)
