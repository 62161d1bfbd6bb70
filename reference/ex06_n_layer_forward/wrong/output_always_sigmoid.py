"""Wrong: hidden layers follow their names, the output layer is always a sigmoid."""

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
    for name in activations:
        if name not in FUNCTIONS:
            raise ValueError(f"unknown activation {name}")
    A = np.asarray(X, dtype=float)
    caches = []
    last = len(parameters) - 1
    for i, (W, b) in enumerate(parameters):
        if W.shape[1] != A.shape[0]:
            raise ValueError(f"layer {i + 1} does not fit")
        Z = W @ A + b
        if i == last:
            A = sigmoid(Z)  # the output is a probability
        else:
            A = FUNCTIONS[activations[i]](Z)
        caches.append((Z, A))
    return A, caches
