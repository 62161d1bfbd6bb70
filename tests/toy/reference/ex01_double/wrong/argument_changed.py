"""Wrong: doubles in place."""

import numpy as np


def double(x):
    x = np.asarray(x)
    if x.size == 0:
        raise ValueError("x has no entries")
    x *= 2
    return x
