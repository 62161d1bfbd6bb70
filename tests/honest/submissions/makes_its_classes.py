"""Makes its class by calling `type` and its functions by code."""

import types

import numpy as np


def scale(x):
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return 3 * np.asarray(x, dtype=float) + 1


def total(x):
    return float(scale(x).sum())


def walk(step, start):
    here = start
    while (there := step(here)) > here:
        here = there
    return here


def label(x):
    return {"result": str(3 * x + 1)}


def count_and_scale(self, x):
    self.seen += 1
    return scale(x)


def body(space):
    space["scale"] = count_and_scale
    space["__init__"] = lambda self: setattr(self, "seen", 0)


Scaler = types.new_class("Scaler", (), {}, body)
exec("def spare():\n    return eval('1 + 1')")
assert spare() == 2
