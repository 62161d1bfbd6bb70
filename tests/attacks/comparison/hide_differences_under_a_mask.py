"""Cannot hide wrong entries under a mask.

NumPy takes what is masked for equal to everything.
"""

import numpy as np


def scale(x):
    return np.ma.array(np.zeros(len(x)), mask=True)


def total(x):
    return np.ma.masked


def walk(step, start):
    return np.ma.array(0.0, mask=True)


class Scaler:
    seen = np.ma.array(0, mask=True)

    def scale(self, x):
        return scale(x)
