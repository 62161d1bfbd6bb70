"""Holds: relu_at_zero_one

At the corner the slope is that of the right.
"""

import numpy as np


def gradient_table(x):
    x = np.array(x, dtype=float)
    sig = 1 / (4 * np.cosh(x / 2) ** 2)
    relu = np.heaviside(x, 1.0)
    return sig, relu


def product_through_layers(x, layers):
    if layers < 1:
        raise ValueError("how many layers?")
    a, b = gradient_table(x)
    return float(np.power(a, layers)), float(np.power(b, layers))
