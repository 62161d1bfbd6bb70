"""Wrong: the exponential is taken in the dtype that x came in."""

import numpy as np


def gradient_table(x):
    x = np.asarray(x)
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s), (x > 0).astype(float)


def product_through_layers(x, layers):
    if layers < 1:
        raise ValueError("need at least one layer")
    sig, relu = gradient_table(x)
    return sig**layers, relu**layers
