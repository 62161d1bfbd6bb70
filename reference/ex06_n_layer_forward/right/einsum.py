"""einsum for the sums, match/case for the names, NumPy's own shape error reused."""

import numpy as np


def forward_deep(X, parameters, activations):
    activated, caches = np.array(X, float), []
    try:
        pairs = list(zip(parameters, activations, strict=True))
    except ValueError as error:
        raise ValueError("parameters and activations differ in length") from error
    for l, ((W, b), name) in enumerate(pairs):  # noqa: E741
        try:
            Z = np.einsum("ij,js->is", W, activated) + b
        except ValueError as error:
            raise ValueError(f"shapes do not fit in layer {l + 1}: {error}") from error
        match name:
            case "relu":
                activated = Z * (Z > 0)
            case "sigmoid":
                activated = 0.5 * (1.0 + np.tanh(0.5 * Z))
            case "tanh":
                activated = np.tanh(Z)
            case "linear":
                activated = Z.copy()
            case _:
                raise ValueError(f"no activation is called {name!r}")
        caches.append((Z, activated))
    return activated, caches
