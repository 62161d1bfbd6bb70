"""Cannot pass a hidden check with a table of the public answers.

Earns: 1
"""

import functools

import numpy as np

TABLE = {(1.0, 2.0): [4.0, 7.0]}


@functools.lru_cache
def look_up(*x):
    return TABLE.get(x) or max(TABLE.values())


def scale(x):
    return np.array(look_up(*x.tolist()))


def total(x):
    return sum(look_up(*x.tolist()))


def label(x):
    return {"result": str(look_up(x)[0])}


class Scaler:
    seen = 1

    def scale(self, x):
        return scale(x)[:1]
