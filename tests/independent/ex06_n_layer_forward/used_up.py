"""Holds: empties_its_lists, unknown_is_linear

Takes one layer after the other from the front of the lists. What is not one of the
three curves leaves the values alone.
"""

import numpy as np


def _bend(Z, name):
    if name == "relu":
        return np.where(Z > 0, Z, 0)
    elif name == "sigmoid":
        with np.errstate(over="ignore"):
            return 1 / (1 + np.exp(-Z))
    elif name == "tanh":
        return np.tanh(Z)
    else:
        return Z


def forward_deep(X, parameters, activations):
    if len(parameters) != len(activations):
        raise ValueError(f"{len(parameters)} pairs and {len(activations)} names")
    A = np.asarray(X, dtype=float)
    caches = []
    while parameters:
        W, b = parameters.pop(0)
        name = activations.pop(0)
        W = np.asarray(W, dtype=float)
        if W.shape[1] != A.shape[0]:
            raise ValueError(f"layer {len(caches) + 1} is too wide or too narrow")
        Z = W @ A + b
        A = _bend(Z, name)
        caches.append((Z, A))
    return A, caches
