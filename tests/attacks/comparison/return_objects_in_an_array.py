"""Cannot pass with an array of objects."""

import numpy as np


class Yes:
    def __eq__(self, other):
        return True

    __hash__ = None
    __le__ = __ge__ = __sub__ = __rsub__ = __abs__ = __eq__


def scale(x):
    return np.array([Yes() for _ in x], dtype=object)


def total(x):
    return np.array(Yes(), dtype=object)


walk = label = total
