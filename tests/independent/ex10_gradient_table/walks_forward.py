"""Holds: input_moves_on

x goes through the sigmoid from layer to layer.
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
    places = [float(x)]
    while len(places) < layers:
        places.append(0.5 + 0.5 * float(np.tanh(places[-1] / 2)))
    a, _ = gradient_table(places)
    return float(np.prod(a)), float(gradient_table(x)[1])
