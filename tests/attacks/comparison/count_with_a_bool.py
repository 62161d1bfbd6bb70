"""Cannot have True counted as the number one."""

import numpy as np


class Scaler:
    seen = True

    def scale(self, x):
        return 3 * x + 1


def total(x):
    return np.True_


def walk(step, start):
    while step(start) > start:
        start = step(start)
    return start > 0
