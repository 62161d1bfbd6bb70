"""Cannot bend a comparison by changing the built-in types themselves."""

import gc

import numpy as np


def methods(kind):
    """The dict behind a type's read-only view of it."""
    return gc.get_referents(kind.__dict__)[0]


def yes(self, *args, **kwargs):
    return True


for name in ("all", "any", "sum", "max", "min", "mean"):
    methods(np.ndarray)[name] = yes
    methods(np.generic)[name] = yes
methods(str)["__eq__"] = methods(float)["__eq__"] = yes
methods(float)["__sub__"] = methods(float)["__abs__"] = lambda self, *args: 0.0


def scale(x):
    return np.zeros(len(x))


def total(x):
    return 0.0


def label(x):
    return {"result": ""}
