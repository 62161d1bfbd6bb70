"""Random calls on the whole permitted domain, for mutants listed as equivalent."""

import numpy as np

SHAPES = ((), (1,), (3,), (1, 1), (2, 3), (4, 1), (2, 1, 2), (0,), (40,))
DTYPES = (np.float64, np.float32, np.int64, np.uint8, np.bool_)


def array(rng, shape):
    """Return numbers of any size and dtype, sometimes zeros, nan or a list."""
    values = rng.normal(size=shape) * 10.0 ** rng.integers(-12, 9)
    kind = rng.integers(8)
    if kind == 0:
        values = np.zeros(shape)
    elif kind == 1:
        values = np.where(rng.random(shape) < 0.2, np.nan, values)
    elif kind == 2:
        values = np.where(rng.random(shape) < 0.2, -np.inf, values)
    elif kind in (3, 4):
        values = rng.integers(0, 200, shape).astype(DTYPES[rng.integers(5)])
    values = np.asarray(values)
    return values.tolist() if rng.random() < 0.2 else values


def probe(submission, rng):
    """Make one call: mostly two arrays to compare, sometimes a gradient to check."""
    shape = SHAPES[rng.integers(len(SHAPES))]
    if rng.random() > 0.02:
        a = array(rng, shape)
        related = rng.random() < 0.4 and np.asarray(a).dtype == float
        b = np.asarray(a) * rng.choice([1.0, -1.0, 1 + 1e-9, 2.0]) if related else None
        submission.relative_error(a, array(rng, shape) if b is None else b)
    else:
        x = rng.normal(size=(int(rng.integers(1, 4)), 1)) * rng.choice([1.0, 0.01])
        gradient = 2.0 * x * rng.choice([1.0, 1.0, 1 + 2e-6, -1.0, 0.0])
        gradient = gradient[:, 0] if rng.random() < 0.1 else gradient
        tol = float(rng.choice([1e-6, 1e-3, 1.0, 0.0]))
        submission.gradient_check(
            lambda x: np.sum(np.square(x)), gradient, x, eps=1e-3, tol=tol
        )
