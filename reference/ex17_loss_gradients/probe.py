"""Random calls for mutants that are listed as equivalent: judges nothing."""

import numpy as np

DTYPES = (np.float64, np.float32, np.float16, np.int64, np.uint8, np.bool_)
GRADIENTS = ("mse_linear", "bce_sigmoid", "mse_sigmoid")


def numbers(rng, shape, scale):
    """Return numbers in any dtype, sometimes as a list."""
    values = np.abs(rng.normal(0, scale, shape)).astype(DTYPES[rng.integers(6)])
    return values.tolist() if rng.random() < 0.2 else values


def probe(submission, rng):
    """Make one call of one of the four functions, now and then with a misfit."""
    m, k = (int(n) for n in rng.integers(1, 6, 2))
    if rng.random() < 0.3:
        submission.cce_softmax(numbers(rng, (m, k), 30), numbers(rng, (m, k), 1))
    else:
        gradient = getattr(submission, GRADIENTS[rng.integers(3)])
        other = (m,) if rng.random() < 0.1 else (m, 1)
        gradient(numbers(rng, (m, 1), 100), numbers(rng, other, 1))
