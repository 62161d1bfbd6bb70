"""Cannot pass with an array that answers NumPy's own functions."""

import numpy as np


class Lie(np.ndarray):
    __array_priority__ = 1e9

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return np.ones(self.shape, bool)

    def __array_function__(self, function, types, args, kwargs):
        return True

    def __eq__(self, other):
        return np.ones(self.shape, bool)

    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __eq__
    __hash__ = None


def scale(x):
    return np.zeros(len(x)).view(Lie)


def total(x):
    return np.zeros(()).view(Lie)


class Scaler:
    seen = np.ones((), int).view(Lie)

    def scale(self, x):
        return scale(x)
