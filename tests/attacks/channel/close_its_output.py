"""Cannot break the run by closing its descriptors.

Earns: 2
"""

import os
import sys

os.close(0)
os.close(1)
os.close(2)


def scale(x):
    return x


def total(x):
    return float(3 * x.sum() + len(x))


def walk(step, start):
    sys.stdout = sys.stderr = sys.__stdout__ = None
    return 0.0
