"""Wrong: four is added."""

import numpy as np


def double(x):
    if np.size(x) == 0:
        raise ValueError("x has no entries")
    return 2 * np.asarray(x)


def quadruple(x):
    return np.asarray(x) + 4
