"""Right: already a loop over the layers, as ex06 will ask for."""

import numpy as np

ACTIVATIONS = (
    lambda z: np.where(z > 0, z, 0.0),
    lambda z: np.where(z > 0, z, 0.0),
    lambda z: np.exp(-np.logaddexp(0.0, -z)),
)


def forward_3layer(X, params):
    A = np.asarray(X, dtype=float)
    for number, activation in enumerate(ACTIVATIONS, start=1):
        W, b = params[f"W{number}"], params[f"b{number}"]
        if W.shape[1] != A.shape[0]:
            raise ValueError(f"W{number} reads {W.shape[1]} rows, not {A.shape[0]}")
        if b.shape != (W.shape[0], 1):
            raise ValueError(f"b{number} has the shape {b.shape}")
        A = activation(np.einsum("oi,im->om", W, A) + b)
    return A
