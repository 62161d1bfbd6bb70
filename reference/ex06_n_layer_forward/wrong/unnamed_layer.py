"""Wrong: NumPy's own shape error is left to speak; it names no layer."""

import numpy as np


def relu(z):
    return np.maximum(0, z)


def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


FUNCTIONS = {"relu": relu, "sigmoid": sigmoid, "tanh": np.tanh, "linear": lambda z: z}


def forward_deep(X, parameters, activations):
    if len(parameters) != len(activations):
        raise ValueError("every layer needs one activation name")
    A = np.asarray(X, dtype=float)
    caches = []
    layers = zip(parameters, activations, strict=False)
    for (W, b), name in layers:
        if name not in FUNCTIONS:
            raise ValueError(f"unknown activation {name}")
        Z = W @ A + b
        A = FUNCTIONS[name](Z)
        caches.append((Z, A))
    return A, caches
