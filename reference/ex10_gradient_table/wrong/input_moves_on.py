"""Wrong: every layer sits where the sigmoid before it has sent x."""

import numpy as np


def gradient_table(x):
    x = np.asarray(x, dtype=float)
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s), np.where(x > 0, 1.0, 0.0)


def product_through_layers(x, layers):
    if layers < 1:
        raise ValueError("at least one layer, please")
    product = 1.0
    _, relu = gradient_table(x)
    for _ in range(layers):
        sig, _ = gradient_table(x)
        product *= float(sig)
        x = 1 / (1 + np.exp(-x))
    return product, float(relu)
