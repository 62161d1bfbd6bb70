"""Wrong: any name that is not recognised is treated as linear."""

import numpy as np


def forward_deep(X, parameters, activations):
    if len(parameters) != len(activations):
        raise ValueError("lengths differ")
    A = np.asarray(X, dtype=float)
    caches = []
    for i in range(len(parameters)):
        W, b = parameters[i]
        if W.shape[1] != A.shape[0]:
            raise ValueError(f"layer {i + 1} does not fit")
        Z = np.dot(W, A) + b
        if activations[i] == "relu":
            A = np.maximum(0, Z)
        elif activations[i] == "sigmoid":
            with np.errstate(over="ignore"):
                A = 1 / (1 + np.exp(-Z))
        elif activations[i] == "tanh":
            A = np.tanh(Z)
        else:
            A = Z
        caches.append((Z, A))
    return A, caches
