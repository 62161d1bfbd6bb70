"""Holds: sigmoid_overflow

The share of one exponential in a sum of two.
"""

import numpy as np


def gradient_table(x):
    x = np.array(x, dtype=float)
    up = np.exp(x)
    return up / (1 + up) ** 2, np.heaviside(x, 0.0)


def product_through_layers(x, layers):
    if layers < 1:
        raise ValueError("how many layers?")
    a, b = gradient_table(x)
    return float(np.power(a, layers)), float(np.power(b, layers))
