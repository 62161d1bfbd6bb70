"""Random calls for mutants that are listed as equivalent: judges nothing."""

import numpy as np


def probe(submission, rng):
    """Make one call with a network of any size, sometimes with labels that do not fit."""
    n_x, n_h, m = (int(n) for n in rng.integers(1, 6, 3))
    scale = 10.0 ** rng.integers(-3, 3)
    params = {
        "W1": scale * rng.normal(size=(n_h, n_x)),
        "b1": rng.normal(size=(n_h, 1)),
        "W2": scale * rng.normal(size=(1, n_h)),
        "b2": rng.normal(size=(1, 1)),
    }
    X, Y = rng.normal(size=(n_x, m)), rng.integers(0, 2, (1, m)).astype(float)
    Z1 = params["W1"] @ X + params["b1"]
    A1 = np.maximum(Z1, 0.0)
    Z2 = params["W2"] @ A1 + params["b2"]
    A2 = np.exp(np.minimum(Z2, 0.0)) / (1.0 + np.exp(-np.abs(Z2)))
    labels = Y.T if rng.random() < 0.05 else Y
    submission.backward_propagation(
        X, labels, params, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}
    )
