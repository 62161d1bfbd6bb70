"""Cannot pass with infinities of either sign."""

import numpy as np


def scale(x):
    return np.where(np.arange(len(x)) % 2, np.inf, -np.inf)


def total(x):
    return np.inf


def walk(step, start):
    return np.float16(1e9)
