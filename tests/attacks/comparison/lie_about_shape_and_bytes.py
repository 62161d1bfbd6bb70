"""Cannot pass with an array that lies about its shape, type and bytes."""

import struct

import numpy as np


class Lie(np.ndarray):
    @property
    def shape(self):
        return (2,)

    @property
    def dtype(self):
        return np.dtype(bool)

    def tobytes(self, order="C"):
        return struct.pack("<d", 8675310.25) * 2

    def view(self, *args):
        return self

    def item(self, *args):
        return 8675311.25

    size, ndim = 2, 1
    strides, flags, T = (8,), None, property(view)
    tolist = copy = astype = ravel = __array__ = view
    __float__ = __index__ = item


def scale(x):
    return np.ndarray.__new__(Lie, (3, 5))


def total(x):
    return np.ndarray.__new__(Lie, ())


class Scaler:
    seen = np.ndarray.__new__(Lie, (), dtype=int)

    def scale(self, x):
        return scale(x)
