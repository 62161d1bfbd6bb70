"""Holds: bias_shape_unchecked

Samples that tell everything, and NumPy that will say when something is wrong.
"""

import numpy as np


def forward(layers, X):
    for W, b in layers:
        X = W @ X + b
    return X


def collapse(layers):
    if len(layers) == 0:
        raise ValueError("empty")
    n = layers[0][0].shape[1]
    bias = forward(layers, np.zeros((n, 1)))
    columns = [forward(layers, np.eye(n)[:, [k]]) - bias for k in range(n)]
    return np.hstack(columns), bias
