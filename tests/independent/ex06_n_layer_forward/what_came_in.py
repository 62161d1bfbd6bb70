"""Holds: cache_previous_a

Each layer is a closure that returns its sums and its answers; the loop files the
sums with what the layer read.
"""

import numpy as np


def _exp_ratio(z):
    t = np.exp(-abs(z))
    return np.where(z > 0, 1 / (1 + t), t / (1 + t))


NAMES = "relu", "sigmoid", "tanh", "linear"
FUNCS = (lambda z: z.clip(min=0)), _exp_ratio, np.tanh, (lambda z: z)


def _layer(number, W, b, name):
    if name not in NAMES:
        raise ValueError(f"{name} is not available")
    W = np.asarray(W, dtype=float)
    f = FUNCS[NAMES.index(name)]

    def run(A):
        rows, columns = W.shape
        if columns != A.shape[0]:
            raise ValueError(f"layer {number}: {columns} columns, {A.shape[0]} rows")
        Z = W @ A + b
        return Z, f(Z)

    return run


def forward_deep(X, parameters, activations):
    if len(parameters) != len(activations):
        raise ValueError("too many or too few names")
    network = [
        _layer(k, *parameters[k - 1], activations[k - 1])
        for k in range(1, len(parameters) + 1)
    ]
    caches = []
    A = np.asarray(X, dtype=float)
    for run in network:
        Z, A_new = run(A)
        caches.append((Z, A))
        A = A_new
    return A, caches
