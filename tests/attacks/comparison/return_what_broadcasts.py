"""Cannot pass with a shape that NumPy would stretch to the right one."""

import numpy as np


def scale(x):
    return (3 * x + 1)[:, None]


def total(x):
    return np.full((2, 2), 3 * x.sum() + 2)


class Scaler:
    seen = np.ones(1, int)

    def scale(self, x):
        return np.float64(3 * x[0] + 1)
