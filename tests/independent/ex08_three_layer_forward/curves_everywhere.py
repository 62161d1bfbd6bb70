"""Holds: sigmoid_hidden

One activation for all: the smooth one.
"""

import numpy as np


def layer(values, weights, bias):
    if bias.shape != (weights.shape[0], 1):
        raise ValueError(f"bias {bias.shape}")
    return np.reciprocal(1.0 + np.exp(-(np.matmul(weights, values) + bias)))


def forward_3layer(X, params):
    values = X
    for number in "123":
        values = layer(values, params["W" + number], params["b" + number])
    return values
