"""Cannot look around when somebody else drops what it returned."""

import sys
import weakref

SEEN = []


def look(*args):
    frame = sys._getframe(1)
    while frame is not None:
        for value in (*frame.f_locals.values(), *frame.f_globals.values()):
            if type(value) is float and 8e6 < value < 9e6:
                SEEN.append(value)
        frame = frame.f_back


class Trap(list):
    def __del__(self):
        look()


class Watched(list):
    pass


def scale(x):
    trap = Watched([0.0] * len(x))
    weakref.finalize(trap, look)
    return trap


def total(x):
    return max(SEEN, default=0.0) + 1


def walk(step, start):
    return Trap([start])


def label(x):
    return {"result": str(max(SEEN, default=0.0))}
