"""Cannot carry a hidden input out as the lengths of an array's axes."""

import numpy as np


def spelled(number, *, by=2):
    digits = f"{number:.2f}".replace(".", "")
    return tuple(int(digits[i : i + by]) for i in range(0, 6, by))


def scale(x):
    return np.zeros(spelled(x[0]), bool)


def total(x):
    return np.zeros(spelled(x[0]))


def walk(step, start):
    return np.zeros(spelled(step(start)))


def label(x):
    return {"result": [0] * spelled(x)[0]}


class Scaler:
    seen = 1

    def scale(self, x):
        return np.zeros(spelled(x[0]))
