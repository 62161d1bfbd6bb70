"""Holds: cache_a_only

The layer's sums and its answers share one variable, and that is what is kept twice.
"""

import numpy as np


def _sigmoid(v):
    e = np.exp(-np.fabs(v))
    return np.where(v < 0, e, 1.0) / (1.0 + e)


CHOICE = dict(
    relu=lambda v: np.fmax(v, 0),
    sigmoid=_sigmoid,
    tanh=np.tanh,
    linear=np.positive,
)


def forward_deep(X, parameters, activations):
    depth = len(parameters)
    if depth != len(activations):
        raise ValueError(f"{depth} layers need {depth} names")
    if not all(name in CHOICE for name in activations):
        raise ValueError("an activation is not known")
    values = np.asarray(X, dtype=float)
    caches = []
    for n, ((W, b), name) in enumerate(zip(parameters, activations)):
        W = np.asarray(W, dtype=float)
        if W.shape[1] != values.shape[0]:
            raise ValueError(f"problem in layer {n + 1}")
        values = np.dot(W, values) + np.asarray(b)
        values = CHOICE[name](values)
        caches.append((values, values))
    return values, caches
