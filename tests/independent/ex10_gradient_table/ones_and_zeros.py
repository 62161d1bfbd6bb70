"""Holds: relu_whole_numbers

The mask becomes whole numbers.
"""

import numpy as np


def gradient_table(x):
    x = np.array(x, dtype=float)
    sig = 1 / (4 * np.cosh(x / 2) ** 2)
    relu = (x > 0) * 1
    return sig, relu


def product_through_layers(x, layers):
    if layers < 1:
        raise ValueError("how many layers?")
    a, b = gradient_table(x)
    return float(np.power(a, layers)), float(np.power(b, layers))
