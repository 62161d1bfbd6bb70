"""Holds: rounded_6

The columns are tidied up to six places.
"""

import numpy as np


def gradient_table(x):
    x = np.array(x, dtype=float)
    sig = np.around(1 / (2 + np.exp(x) + np.exp(-x)), 6)
    relu = np.heaviside(x, 0.0)
    return sig, relu


def product_through_layers(x, layers):
    if layers < 1:
        raise ValueError("how many layers?")
    a, b = gradient_table(x)
    return float(np.power(a, layers)), float(np.power(b, layers))
