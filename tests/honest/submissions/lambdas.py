"""Every function is a lambda with a name."""

import numpy as np


def refuse():
    raise ValueError("nothing to scale")


scale = lambda x: 3 * np.asarray(x, dtype=float) + 1 if len(x) else refuse()


total = lambda x: float(sum(scale(x)))


walk = lambda step, start: walk(step, there) if (there := step(start)) > start else start


label = lambda x: {"result": f"{3 * x + 1}"}


class Scaler:
    def __init__(self):
        self.seen = 0

    def scale(self, x):
        self.seen += 1
        return scale(x)
