"""Holds: zip_truncates

Layers and names are paired with zip in a generator of steps; nobody counts.
"""

from collections import namedtuple

import numpy as np

Step = namedtuple("Step", "place weights offset squash")


def relu(z):
    return np.where(z <= 0, 0.0, z)


def sigmoid(z):
    with np.errstate(over="ignore"):
        return np.reciprocal(1.0 + np.exp(np.negative(z)))


SQUASHERS = {"relu": relu, "sigmoid": sigmoid, "tanh": np.tanh, "linear": np.copy}


def steps(parameters, activations):
    for place, (layer, name) in enumerate(zip(parameters, activations), start=1):
        weights, offset = layer
        yield Step(place, np.asarray(weights, dtype=float), offset, SQUASHERS[name])


def forward_deep(X, parameters, activations):
    for name in activations:
        if name not in SQUASHERS:
            raise ValueError(f"{name!r}: choose from {sorted(SQUASHERS)}")
    A, caches = np.asarray(X, dtype=float), []
    for step in steps(parameters, activations):
        if step.weights.shape[1] != A.shape[0]:
            raise ValueError(f"the matrix of layer {step.place} does not fit")
        Z = step.weights @ A + step.offset
        A = step.squash(Z)
        caches.append((Z, A))
    return A, caches
