"""Right: the formulas as they stand; NumPy may warn of an overflow."""

import numpy as np


def gradient_table(x):
    """Return both slopes."""
    x = np.array(x, dtype=float)
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s), (x > 0).astype(float)


def product_through_layers(x, layers):
    """Return both powers."""
    if layers < 1:
        raise ValueError("no layers, no product")
    sig, relu = gradient_table(x)
    return sig**layers, relu**layers
