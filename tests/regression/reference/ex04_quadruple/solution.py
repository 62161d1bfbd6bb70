"""Reference for ex04: four times a number."""

import numpy as np


def double(x: np.ndarray) -> np.ndarray:
    """Return twice every entry."""
    x = np.asarray(x)
    if x.size == 0:
        raise ValueError("x has no entries")
    return 2 * x


def quadruple(x: np.ndarray) -> np.ndarray:
    """Return four times every entry."""
    return double(double(x))
