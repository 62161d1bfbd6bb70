"""Holds: always_x

Every round of the loop multiplies with the inputs.
"""

import numpy as np


def _relu(values):
    return (values + abs(values)) / 2


def _sigmoid(values):
    out = np.empty_like(values)
    up = values >= 0
    out[up] = 1 / (1 + np.exp(-values[up]))
    grown = np.exp(values[~up])
    out[~up] = grown / (1 + grown)
    return out


def _linear(values):
    return values


def _pick(name):
    if name == "relu":
        return _relu
    if name == "sigmoid":
        return _sigmoid
    if name == "tanh":
        return np.tanh
    if name == "linear":
        return _linear
    raise ValueError(f"what is {name}?")


def forward_deep(X, parameters, activations):
    if len(parameters) != len(activations):
        raise ValueError("the lists have different lengths")
    functions = [_pick(name) for name in activations]
    inputs = np.asarray(X, dtype=float)
    result = inputs
    caches = []
    for depth, (weights, bias) in enumerate(parameters):
        weights = np.asarray(weights, dtype=float)
        if weights.shape[1] != inputs.shape[0]:
            raise ValueError(f"layer {depth + 1}: wrong number of columns")
        before = np.matmul(weights, inputs) + bias
        result = functions[depth](before)
        caches.append((before, result))
    return result, caches
