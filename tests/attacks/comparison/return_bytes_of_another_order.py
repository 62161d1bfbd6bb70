"""Cannot pass with bytes that are right and numbers that are not.

Whoever read the bytes without the byte order or the type beside them would see the
right ones.
"""

import numpy as np


def right(x):
    return np.array([3.0 * v + 1 for v in x])


def scale(x):
    return right(x).view(">f8")


def total(x):
    return right([x.sum()]).view("<i8")[0] + np.int64(len(x) - 1)


def walk(step, start):
    return np.array(step(step(start))).view("<m8[ns]")[()]


def label(x):
    return {"result": str(3 * x + 1)[::-1]}


class Scaler:
    seen = np.array(1 << 56).view(">i8") + 1

    def scale(self, x):
        return right(x).view("V8")
