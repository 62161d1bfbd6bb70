"""Right: one function per layer that goes in and comes back out; slopes from values."""

import numpy as np


def _layers(rng, A, left, f, slope_of_value, std, norms):
    """Pass the layers that are left, and return the gradient at what came in."""
    if left == 0:
        return np.ones_like(A)
    W = std * rng.standard_normal((len(A), len(A)))
    value = f(W @ A)
    error = _layers(rng, value, left - 1, f, slope_of_value, std, norms)
    error = error * slope_of_value(value)
    norms.append(np.sqrt(np.vdot(error, error)))
    return W.T @ error


def gradient_norms(n_layers, activation, init, width=32, seed=0):
    functions = {
        "sigmoid": (lambda z: np.exp(z) / (1 + np.exp(z)), lambda a: a - a * a),
        "tanh": (np.tanh, lambda a: (1 - a) * (1 + a)),
        "relu": (lambda z: z * (z > 0), np.sign),
    }
    spreads = {"small": 0.01, "xavier": width**-0.5, "he": (width / 2) ** -0.5,
               "big": (width / 8) ** -0.5}  # fmt: skip
    try:
        f, slope_of_value = functions[activation]
        std = spreads[init]
    except KeyError as name:
        raise ValueError(f"unknown: {name}") from None
    rng = np.random.default_rng(seed)
    norms = []
    _layers(
        rng, rng.standard_normal((width, 8)), n_layers, f, slope_of_value, std, norms
    )
    return norms[::-1]


def classify(norms):
    shrinks = 1000 * norms[0] < norms[-1]
    grows = norms[0] > 1000 * norms[-1]
    if norms[0] <= 0 or shrinks:
        return "vanishing"
    return "exploding" if grows else "stable"
