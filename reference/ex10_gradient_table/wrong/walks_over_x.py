"""Wrong: a loop goes through x."""

import numpy as np


def gradient_table(x):
    sig, relu = [], []
    for v in x:
        s = 1 / (1 + np.exp(-np.asarray(v, dtype=float)))
        sig.append(s * (1 - s))
        relu.append(np.where(np.asarray(v) > 0, 1.0, 0.0))
    return np.array(sig), np.array(relu)


def product_through_layers(x, layers):
    if layers < 1:
        raise ValueError("at least one layer, please")
    (sig,), (relu,) = gradient_table([x])
    return float(sig**layers), float(relu**layers)
