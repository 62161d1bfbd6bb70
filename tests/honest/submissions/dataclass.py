"""Its object is a dataclass with slots, and another is frozen."""

from dataclasses import dataclass, field, replace

import numpy as np


@dataclass(frozen=True, kw_only=True, order=True)
class Line:
    slope: float = 3.0
    shift: float = 1.0

    def __call__(self, x):
        return self.slope * x + self.shift


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
    return {"result": str(replace(Line(shift=0.0), shift=1.0)(x))}


@dataclass(slots=True)
class Scaler:
    seen: int = 0
    line: Line = field(default_factory=Line)

    def scale(self, x):
        self.seen += 1
        return self.line(np.asarray(x))
