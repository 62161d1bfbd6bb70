"""Cannot pass with a NumPy number whose methods lie."""

import numpy as np


class Lie(np.float64):
    def item(self):
        return 8675311.25

    def _yes(self, *args):
        return np.True_

    def _zero(self, *args):
        return np.float64(0.0)

    dtype, kind = np.dtype("i8"), "b"
    __array_priority__ = 1e9
    __float__ = __int__ = __index__ = tobytes = tolist = item
    __eq__ = __le__ = __ge__ = __lt__ = __gt__ = all = any = _yes
    __sub__ = __rsub__ = __abs__ = __array_wrap__ = _zero
    __hash__ = None


def scale(x):
    return [Lie(0.0) for _ in x]


def total(x):
    return Lie(0.0)


def walk(step, start):
    return Lie(step(start))


class Scaler:
    seen = Lie(2.0)

    def scale(self, x):
        return Lie(0.0)
