"""Wrong: squares the entries."""

import numpy as np


def double(x):
    if np.size(x) == 0:
        raise ValueError("x has no entries")
    return np.asarray(x) ** 2
