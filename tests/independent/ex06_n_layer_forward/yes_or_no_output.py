"""Holds: output_always_sigmoid

The list of functions is made first; its last entry is a sigmoid in any case.
"""

import numpy as np


def _functions(names):
    table = {
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
        "linear": lambda z: 1.0 * z,
        "sigmoid": lambda z: 1.0 / (1.0 + np.exp(np.minimum(-z, 709.0))) * (z > -709.0),
    }
    try:
        chosen = [table[name] for name in names]
    except KeyError as unknown:
        raise ValueError(f"no such activation: {unknown}") from None
    if chosen:
        chosen[-1] = table["sigmoid"]
    return chosen


def forward_deep(X, parameters, activations):
    if len(parameters) != len(activations):
        raise ValueError("numbers of layers and names differ")
    A = np.asarray(X, dtype=float)
    history = []
    for f, (W, b) in zip(_functions(activations), parameters):
        W = np.asarray(W, dtype=float)
        if W.shape[1] != A.shape[0]:
            raise ValueError(f"layer {len(history) + 1}: {W.shape} and {A.shape}")
        Z = np.add(np.matmul(W, A), b)
        A = f(Z)
        history.append((Z, A))
    return A, history
