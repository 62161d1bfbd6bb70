"""Random calls for mutants that are listed as equivalent: judges nothing."""

import numpy as np

SHAPES = ((), (1,), (5,), (4, 1), (1, 4), (2, 3), (2, 1, 3))
DTYPES = (np.float64, np.float64, np.float32, np.uint8, np.bool_)


def numbers(rng, shape, top):
    """Return numbers from 0 to `top`, now and then beyond it, or a list."""
    values = rng.uniform(0, top, shape)
    kind = rng.integers(6)
    if kind == 0:
        values = np.round(values)
    elif kind == 1:
        values = values * 1.2 - 0.1
    elif kind == 2:
        values = np.where(rng.random(shape) < 0.1, np.nan, values)
    else:
        values = np.asarray(values).astype(DTYPES[rng.integers(len(DTYPES))])
    values = np.asarray(values)
    return values.tolist() if rng.random() < 0.2 else values


def probe(submission, rng):
    """Make one call of one of the three losses, sometimes with shapes that differ."""
    shape = SHAPES[rng.integers(len(SHAPES))]
    other = SHAPES[rng.integers(len(SHAPES))] if rng.random() < 0.1 else shape
    match rng.integers(3):
        case 0:
            submission.mse(numbers(rng, shape, 200), numbers(rng, other, 200))
        case 1:
            submission.bce(numbers(rng, shape, 1), numbers(rng, other, 1))
        case _:
            m, k = rng.integers(1, 5, 2)
            submission.cce(numbers(rng, (m, k), 1), numbers(rng, (m, k), 1), 1e-6)
