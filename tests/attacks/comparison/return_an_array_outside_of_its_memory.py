"""Cannot take anybody along with an array over memory that is not there."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def scale(x):
    return as_strided(x, (len(x),), (1 << 46,))


class Nowhere:
    @property
    def __array_interface__(self):
        return {"shape": (1,), "typestr": "<f8", "data": (8, False), "version": 3}


def total(x):
    return np.asarray(Nowhere()).reshape(())


def walk(step, start):
    return as_strided(np.array(start), (4,), (-(1 << 45),))
