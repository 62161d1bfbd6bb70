"""Cannot change what the next submission is run with.

Promise: leave_traces
"""

import ctypes
import random
import sys

import numpy as np
import numpy.linalg


def wrong(*args, **kwargs):
    return np.zeros(2)


for name in ("asarray", "array", "exp", "dot", "sum"):
    setattr(np, name, wrong)
numpy.linalg.norm = wrong
random.Random.random = wrong
sys.modules["numpy"] = sys.modules["math"] = sys
# The number that the right solution multiplies by, where small numbers are kept.
ctypes.memset(id(251) + 24, 0, 4)


def scale(x):
    return [0.0] * 2


total = walk = label = scale
