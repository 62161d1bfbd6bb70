"""Wrong: pop takes the layers out of the caller's lists for good."""

import numpy as np


def relu(z):
    return np.maximum(0, z)


def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


FUNCTIONS = {"relu": relu, "sigmoid": sigmoid, "tanh": np.tanh, "linear": lambda z: z}


def forward_deep(X, parameters, activations):
    if len(parameters) != len(activations):
        raise ValueError("lengths differ")
    A = np.asarray(X, dtype=float)
    caches = []
    while parameters:
        W, b = parameters.pop(0)
        name = activations.pop(0)
        if name not in FUNCTIONS:
            raise ValueError(f"unknown activation {name}")
        if W.shape[1] != A.shape[0]:
            raise ValueError(f"layer {len(caches) + 1} does not fit")
        Z = np.dot(W, A) + b
        A = FUNCTIONS[name](Z)
        caches.append((Z, A))
    return A, caches
