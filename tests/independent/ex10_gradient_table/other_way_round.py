"""Holds: columns_swapped

ReLU, then sigmoid.
"""

import numpy as np


def gradient_table(x):
    x = np.array(x, dtype=float)
    s = 0.5 + np.tanh(x / 2) / 2
    columns = [np.heaviside(x, 0.0), s - s * s]
    return tuple(columns)


def product_through_layers(x, layers):
    if layers < 1:
        raise ValueError("how many layers?")
    a, b = gradient_table(x)
    return float(np.power(a, layers)), float(np.power(b, layers))
