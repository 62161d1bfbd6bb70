"""Holds: no_bias

einsum for the products; the second half of each pair is unpacked and left alone.
"""

import numpy as np


def _activate(name, z):
    match name:
        case "relu":
            return np.where(z > 0, z, 0.0)
        case "sigmoid":
            with np.errstate(over="ignore"):
                return 1.0 / (1.0 + np.exp(-z))
        case "tanh":
            return np.tanh(z)
        case "linear":
            return np.array(z)
    raise ValueError(f"there is no activation called {name}")


def forward_deep(X, parameters, activations):
    pairs = list(zip(parameters, activations, strict=True))
    caches = []
    signal = np.array(X, dtype=float)
    for number, ((W, b), name) in enumerate(pairs, start=1):
        W = np.asarray(W, dtype=float)
        if W.shape[-1] != len(signal):
            raise ValueError(f"layer {number} wants {W.shape[-1]}, gets {len(signal)}")
        z = np.einsum("nk,km->nm", W, signal)
        signal = _activate(name, z)
        caches.append((z, signal))
    return signal, caches
