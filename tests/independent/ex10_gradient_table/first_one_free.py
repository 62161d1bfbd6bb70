"""Holds: one_layer_short, relu_at_zero_one

The loop starts at the second layer, and the corner counts as open.
"""

import numpy as np


def gradient_table(x):
    x = np.array(x, dtype=float)
    sig = 1 / (4 * np.cosh(x / 2) ** 2)
    relu = 1.0 - (x < 0)
    return sig, relu


def product_through_layers(x, layers):
    if layers < 1:
        raise ValueError("how many layers?")
    a = b = 1.0
    for _ in range(1, layers):
        a, b = a * float(gradient_table(x)[0]), b * float(gradient_table(x)[1])
    return a, b
