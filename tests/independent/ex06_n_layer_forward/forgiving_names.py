"""Holds: accepts_any_case, single_sample_flattened

Names are made lower case before they are looked up, and the output is squeezed.
"""

import numpy as np


def _lookup(name):
    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "sigmoid": lambda z: np.exp(-np.logaddexp(0, -z)),
        "tanh": np.tanh,
        "linear": lambda z: z,
    }
    key = name.lower()
    if key not in functions:
        raise ValueError(f"cannot find {name}")
    return functions[key]


def forward_deep(X, parameters, activations):
    if len(parameters) != len(activations):
        raise ValueError("lengths")
    functions = list(map(_lookup, activations))
    A = np.asarray(X, dtype=float)
    caches = []
    for i, f in enumerate(functions):
        W, b = parameters[i]
        if np.shape(W)[1] != np.shape(A)[0]:
            raise ValueError(f"layer {i + 1} got {np.shape(A)[0]} rows")
        Z = np.dot(W, A) + b
        A = f(Z)
        caches.append((Z, A))
    return np.squeeze(A), caches
