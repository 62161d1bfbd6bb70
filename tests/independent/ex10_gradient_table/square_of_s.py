"""Holds: forgot_one_minus

The slope is s squared.
"""

import numpy as np


def gradient_table(x):
    x = np.array(x, dtype=float)
    half = np.tanh(x / 2)
    sig = (0.5 + half / 2) ** 2
    relu = np.heaviside(x, 0.0)
    return sig, relu


def product_through_layers(x, layers):
    if layers < 1:
        raise ValueError("how many layers?")
    a, b = gradient_table(x)
    return float(np.power(a, layers)), float(np.power(b, layers))
