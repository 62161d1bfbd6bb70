"""Holds: times_layers

Slopes are added, one per layer.
"""

import numpy as np


def gradient_table(x):
    x = np.array(x, dtype=float)
    sig = 1 / (4 * np.cosh(x / 2) ** 2)
    relu = np.heaviside(x, 0.0)
    return sig, relu


def product_through_layers(x, layers):
    if layers < 1:
        raise ValueError("how many layers?")
    total = np.zeros(2)
    for _ in range(layers):
        total += np.array(gradient_table(x))
    return float(total[0]), float(total[1])
