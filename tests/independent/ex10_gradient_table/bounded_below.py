"""Holds: negative_layers

Zero is the only bad number of layers.
"""

import numpy as np


def gradient_table(x):
    x = np.array(x, dtype=float)
    sig = 1 / (4 * np.cosh(x / 2) ** 2)
    relu = np.heaviside(x, 0.0)
    return sig, relu


def product_through_layers(x, layers):
    if not layers:
        raise ValueError("how many layers?")
    a, b = gradient_table(x)
    return float(a) ** layers, float(b) ** layers
