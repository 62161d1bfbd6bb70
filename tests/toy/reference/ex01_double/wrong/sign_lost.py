"""Wrong: the sign is lost."""

import numpy as np


def double(x):
    if np.size(x) == 0:
        raise ValueError("x has no entries")
    return np.abs(x) * 2
