"""Wrong: the result is doubled once."""

import numpy as np


def double(x):
    if np.size(x) == 0:
        raise ValueError("x has no entries")
    return 2 * np.asarray(x)


def quadruple(x):
    return 2 * np.asarray(x)
