"""Holds: relu_in_place, sigmoid_overflow

The ReLU sets the negative entries of its argument to zero, and the sigmoid is
written as exp(z) / (1 + exp(z)).
"""

import numpy as np


def relu(z):
    z[z < 0] = 0.0
    return z


def sigmoid(z):
    grown = np.exp(z)
    return grown / (1.0 + grown)


def linear(z):
    return z


def forward_deep(X, parameters, activations):
    choice = {f.__name__: f for f in (relu, sigmoid, np.tanh, linear)}
    if len(parameters) != len(activations):
        raise ValueError("need a name for each layer and a layer for each name")
    for name in activations:
        if name not in choice:
            raise ValueError(f"I only know {', '.join(choice)}")
    caches = []
    A = np.array(X, dtype=float)
    for number, (W, b) in enumerate(parameters, 1):
        W = np.asarray(W, dtype=float)
        if W.shape[1] != A.shape[0]:
            raise ValueError(f"layer {number} cannot be multiplied")
        Z = W @ A + b
        A = choice[activations[number - 1]](Z)
        caches.append((Z, A))
    return A, caches
