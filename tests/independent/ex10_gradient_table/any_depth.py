"""Holds: layers_unchecked

No number of layers is refused.
"""

import numpy as np


def gradient_table(x):
    x = np.array(x, dtype=float)
    sig = 1 / (4 * np.cosh(x / 2) ** 2)
    relu = np.heaviside(x, 0.0)
    return sig, relu


def product_through_layers(x, layers):
    a, b = gradient_table(x)
    return float(a) ** layers, float(b) ** layers
