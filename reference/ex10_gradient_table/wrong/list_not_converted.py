"""Wrong: a list is never turned into an array."""

import numpy as np


def gradient_table(x):
    s = 1 / (1 + np.exp(-1.0 * x))
    return s * (1 - s), np.where(x > 0, 1.0, 0.0)


def product_through_layers(x, layers):
    if layers < 1:
        raise ValueError("at least one layer, please")
    sig, relu = gradient_table(x)
    return float(sig**layers), float(relu**layers)
