"""Holds: transposed

A table of functions and a loop by index; the turned weight matrix is multiplied.
"""

import numpy as np

FUNCTIONS = {
    "relu": lambda z: np.maximum(z, 0.0),
    "sigmoid": lambda z: np.exp(-np.logaddexp(0.0, -z)),
    "tanh": np.tanh,
    "linear": lambda z: z,
}


def forward_deep(X, parameters, activations):
    if len(parameters) != len(activations):
        raise ValueError(f"{len(parameters)} layers, {len(activations)} names")
    for name in activations:
        if name not in FUNCTIONS:
            raise ValueError(f"unknown activation {name!r}")
    A = np.asarray(X, dtype=float)
    caches = []
    for i in range(len(parameters)):
        W, b = parameters[i]
        turned = np.transpose(np.asarray(W, dtype=float))
        if turned.shape[1] != A.shape[0]:
            raise ValueError(f"layer {i + 1}: {turned.shape} meets {A.shape}")
        Z = turned @ A + np.asarray(b, dtype=float)
        A = FUNCTIONS[activations[i]](Z)
        caches.append((Z, A))
    return A, caches
