"""Random calls for mutants that are listed as equivalent: judges nothing."""

import numpy as np


def probe(submission, rng):
    """Train a small network of any size for a few epochs."""
    n_x, n_h, m = (int(n) for n in rng.integers(1, 6, 3))
    X, Y = rng.normal(size=(n_x, m)), rng.integers(0, 2, (1, m)).astype(float)
    rate, epochs, seed = (
        float(rng.uniform(0, 1)),
        int(rng.integers(4)),
        int(rng.integers(99)),
    )
    params, _ = submission.train_network(X, Y, (n_x, n_h, 1), rate, epochs, seed)
    submission.predict(X, {name: np.asarray(value) for name, value in params.items()})
