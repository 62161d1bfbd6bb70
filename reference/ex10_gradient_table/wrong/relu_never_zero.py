"""Wrong: ReLU is taken for a straight line."""

import numpy as np


def gradient_table(x):
    x = np.asarray(x, dtype=float)
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s), np.ones_like(x)


def product_through_layers(x, layers):
    if layers < 1:
        raise ValueError("at least one layer, please")
    sig, relu = gradient_table(x)
    return float(sig**layers), float(relu**layers)
