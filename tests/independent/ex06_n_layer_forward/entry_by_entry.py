"""Holds: elementwise_star

`*` stands between the weights and the values.
"""

import numpy as np


def _f(z, name):
    if name == "tanh":
        return np.tanh(z)
    if name == "relu":
        return np.maximum(z, np.zeros_like(z))
    if name == "sigmoid":
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    return z


def forward_deep(X, parameters, activations):
    if len(parameters) - len(activations):
        raise ValueError("count your layers")
    allowed = {"relu", "sigmoid", "tanh", "linear"}
    unknown = [name for name in activations if name not in allowed]
    if unknown:
        raise ValueError(f"unknown: {unknown}")
    A = np.array(X, dtype=float)
    caches = []
    for count, pair in enumerate(parameters, start=1):
        W, b = (np.array(entry, dtype=float) for entry in pair)
        if W.shape[1] != A.shape[0]:
            raise ValueError(f"layer {count} does not fit")
        try:
            Z = W * A + b
        except ValueError:
            raise ValueError(f"layer {count}: {W.shape} * {A.shape}") from None
        A = _f(Z, activations[count - 1])
        caches.append((Z, A))
    return A, caches
