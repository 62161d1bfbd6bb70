"""Right: the way back as one growing product of matrices for each sample."""

import warnings

import numpy as np

_F = {
    "sigmoid": (
        lambda z: (1 + np.tanh(z / 2)) / 2,
        lambda z: 0.25 / np.cosh(z / 2) ** 2,
    ),
    "tanh": (np.tanh, lambda z: np.cosh(z) ** -2.0),
    "relu": (lambda z: np.fmax(z, 0), lambda z: np.heaviside(z, 0)),
}


def gradient_norms(n_layers, activation, init, width=32, seed=0):
    if activation not in _F or init not in ("small", "xavier", "he", "big"):
        raise ValueError(f"{activation}, {init}")
    print("measuring", n_layers, "layers")
    f, slope = _F[activation]
    scale = 0.01 if init == "small" else {"xavier": 1, "he": 2, "big": 8}[init]
    std = scale if init == "small" else np.sqrt(scale / width)
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(width, 8))
    W = rng.normal(0.0, std, size=(n_layers, width, width))
    Z = np.empty((n_layers, width, 8))
    for layer in range(n_layers):
        Z[layer] = W[layer] @ A
        A = f(Z[layer])
    warnings.warn("going back", stacklevel=2)
    # Rows of `through`, one per sample: what one unit of change in A does to the loss.
    through, norms = np.ones((8, width)), []
    for layer in reversed(range(n_layers)):
        through = through * slope(Z[layer]).T
        norms = [np.linalg.norm(through, "fro"), *norms]
        through = np.einsum("sj,ji->si", through, W[layer])
    return tuple(norms)


def classify(norms):
    first, last = np.asarray(norms, dtype=float)[[0, -1]]
    with np.errstate(all="ignore"):
        ratio = np.divide(first, last)
    if first == 0:
        return "vanishing"
    return ["vanishing", "stable", "exploding"][
        1 - int(ratio < 0.001) + int(ratio > 1000)
    ]
