"""Wrong: doubles nothing without a word."""

import numpy as np


def double(x):
    return 2 * np.asarray(x)
