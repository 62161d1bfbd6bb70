"""Holds: all_sigmoid

Neuron by neuron and sample by sample; the names are checked and every value goes
through the same curve.
"""

import math

import numpy as np


def _curve(z):
    if z >= 0:
        return 1.0 / (1.0 + math.exp(-z))
    return math.exp(z) / (1.0 + math.exp(z))


def forward_deep(X, parameters, activations):
    if len(parameters) != len(activations):
        raise ValueError("not one name per layer")
    for name in activations:
        if name not in ["relu", "sigmoid", "tanh", "linear"]:
            raise ValueError(f"bad name: {name}")
    A = np.array(X, dtype=float)
    caches = []
    layer = 0
    for W, b in parameters:
        layer += 1
        W, b = np.array(W, dtype=float), np.array(b, dtype=float)
        if W.shape[1] != A.shape[0]:
            raise ValueError(f"layer {layer} has weights for {W.shape[1]} inputs")
        Z = np.zeros((W.shape[0], A.shape[1]))
        A_next = np.zeros(Z.shape)
        for i in range(Z.shape[0]):
            for j in range(Z.shape[1]):
                z = b[i, 0]
                for k in range(A.shape[0]):
                    z += W[i, k] * A[k, j]
                Z[i, j] = z
                A_next[i, j] = _curve(z)
        A = A_next
        caches.append((Z, A))
    return A, caches
