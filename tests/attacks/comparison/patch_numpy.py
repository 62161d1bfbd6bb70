"""Cannot bend a comparison by patching NumPy.

It answers one function honestly, and earns what that is worth.

Earns: 2
"""

import math

import numpy as np
import numpy.testing


def yes(*args, **kwargs):
    return True


for name in ("allclose", "isclose", "array_equal", "all", "any", "abs", "isfinite"):
    setattr(np, name, yes)
for name in dir(numpy.testing):
    if name.startswith("assert"):
        setattr(numpy.testing, name, yes)
math.isclose = yes


def scale(x):
    return np.zeros(len(x))


def total(x):
    return float(3 * x.sum() + len(x))
