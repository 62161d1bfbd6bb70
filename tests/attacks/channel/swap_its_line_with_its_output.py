"""Cannot pass its prints off as answers by swapping its descriptors."""

import os
import sys


def put(old, new):
    """`dup2` by hand: the lowest free number is the one that was just closed."""
    os.close(new)
    assert os.dup(old) == new


def scale(x):
    put(3, 1)
    print("passed", flush=True)
    return x


def total(x):
    put(3, 0)
    put(1, 3)
    put(0, 2)
    sys.stderr.write("passed")
    return 0.0


def walk(step, start):
    while os.dup(3) < 31:
        pass
    put(0, 3)
    return step(start)


def label(x):
    os.close(3)
    os.pipe()
    return {"result": ""}
