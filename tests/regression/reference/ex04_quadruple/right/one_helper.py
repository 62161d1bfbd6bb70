"""Right: one helper for both."""

import numpy as np


def _scaled(x, factor):
    if not np.size(x):
        raise ValueError("x has no entries")
    return np.multiply(x, factor)


def double(x):
    return _scaled(x, 2)


def quadruple(x):
    return _scaled(x, 4)
