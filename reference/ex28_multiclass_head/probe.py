"""Random calls for mutants that are listed as equivalent: judges nothing."""

import numpy as np


def probe(submission, rng):
    """Make one call of softmax with a random table, or of accuracy with labels."""
    m, k = rng.integers(1, 6, size=2)
    if rng.random() < 0.5:
        width = 10.0 ** rng.uniform(-3, 6)
        Z = rng.uniform(-width, width, size=(m, k))
        if rng.random() < 0.4:
            Z = np.round(Z).astype(np.int64)
        submission.softmax(Z.tolist() if rng.random() < 0.2 else Z)
    else:
        answers = m if rng.random() < 0.9 else m + 1
        submission.accuracy(rng.integers(0, 3, size=m), rng.integers(0, 3, answers))
