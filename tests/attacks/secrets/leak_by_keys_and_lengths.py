"""Cannot carry a hidden input out as a key or as a length."""

import numpy as np


def scale(x):
    return np.zeros((0, int(x[0])))


def total(x):
    return "x" * int(x[0])


def walk(step, start):
    return b"x" * int(step(start))


def label(x):
    return {str(x): None}


class Scaler:
    def scale(self, x):
        return {str(x[0]): {str(x[0]): None}}
