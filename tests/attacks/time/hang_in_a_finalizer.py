"""Cannot outlast its deadline in what runs by itself: a finalizer, a collection."""

import gc
import weakref


class Endless:
    def __del__(self):
        while True:
            pass


def forever(*args):
    while True:
        pass


def scale(x):
    Endless()
    return x


def total(x):
    gc.callbacks.append(forever)
    gc.collect()
    return 0.0


def walk(step, start):
    held = Endless.__new__(type("Quiet", (), {}))
    weakref.finalize(held, forever)
    del held
    return 0.0
