"""Cannot pass with a class that lies about its ancestors and its name."""

import numpy as np


class Ancestors(type):
    __mro__ = property(lambda cls: (np.ndarray, float, dict, object))
    __name__ = property(lambda cls: "float64")
    __bases__ = (float,)
    __class__ = type(np.float64)

    def mro(cls):
        return [cls, *object.__mro__]

    def __eq__(cls, other):
        return other in (float, np.ndarray, dict)

    def __hash__(cls):
        return hash(float)


class Lie(metaclass=Ancestors):
    shape, dtype, ndim = (2,), np.dtype(float), 1

    def __float__(self):
        return 8675311.25

    def __eq__(self, other):
        return True

    __hash__ = None


def scale(x):
    return Lie()


total = walk = label = scale


class Scaler(Lie):
    seen = Lie()
    scale = scale
