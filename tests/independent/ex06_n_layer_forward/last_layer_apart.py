"""Holds: empty_list_crashes, relu_everywhere

The hidden layers run in a loop, the output layer after it; both cut off what is
negative.
"""

import numpy as np


def _weighted(number, layer, values):
    W, b = np.asarray(layer[0], dtype=float), np.asarray(layer[1], dtype=float)
    if W.shape[1] != values.shape[0]:
        raise ValueError(f"layer {number} expects {W.shape[1]} rows")
    return np.tensordot(W, values, axes=1) + b


def _cut(Z):
    return np.maximum(Z, 0.0)


def forward_deep(X, parameters, activations):
    if len(parameters) != len(activations):
        raise ValueError("as many names as layers")
    for name in activations:
        if name not in ("relu", "sigmoid", "tanh", "linear"):
            raise ValueError(f"{name} is not offered")
    *hidden, output = parameters
    values = np.asarray(X, dtype=float)
    caches = []
    for number, layer in enumerate(hidden, start=1):
        Z = _weighted(number, layer, values)
        values = _cut(Z)
        caches.append((Z, values))
    Z = _weighted(len(parameters), output, values)
    values = _cut(Z)
    caches.append((Z, values))
    return values, caches
