"""Three nested loops and plain arithmetic; no matrix product at all."""

import math

import numpy as np


def activate(value, name):
    if name == "relu":
        return value if value > 0 else 0.0
    if name == "sigmoid":
        if value >= 0:
            return 1.0 / (1.0 + math.exp(-value))
        return math.exp(value) / (1.0 + math.exp(value))
    if name == "tanh":
        return math.tanh(value)
    if name == "linear":
        return value
    raise ValueError("unknown activation: " + str(name))


def forward_deep(X, parameters, activations):
    if len(parameters) != len(activations):
        raise ValueError("one activation name per layer is needed")
    A = np.array(X, dtype=float)
    caches = []
    for layer in range(len(parameters)):
        W, b = parameters[layer]
        n_out, n_in = W.shape
        if n_in != A.shape[0]:
            raise ValueError(f"Layer {layer + 1}: {n_in} columns, {A.shape[0]} inputs")
        Z = np.zeros((n_out, A.shape[1]))
        after = np.zeros((n_out, A.shape[1]))
        for i in range(n_out):
            for j in range(A.shape[1]):
                total = 0.0
                for k in range(n_in):
                    total += W[i, k] * A[k, j]
                Z[i, j] = total + b[i, 0]
                after[i, j] = activate(Z[i, j], activations[layer])
        A = after
        caches.append((Z, A))
    return A, caches
