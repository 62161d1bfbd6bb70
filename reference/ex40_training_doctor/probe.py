"""Random calls for mutants that are listed as equivalent: judges nothing."""

import numpy as np


def probe(submission, rng):
    """Diagnose random walks, now and then of different lengths or empty."""
    n = int(rng.integers(0, 45))
    m = n + int(rng.integers(-3, 4)) if rng.random() < 0.1 else n
    scale = float(np.exp(rng.normal(0, 5)))
    train, val = (
        (scale * np.exp(np.cumsum(rng.normal(-0.03, 0.15, max(size, 0))))).tolist()
        for size in (n, m)
    )
    norms = None if rng.random() < 0.3 else np.exp(rng.normal(0, 4, 5)).tolist()
    submission.diagnose(train, val, norms)
