"""Right: one number at a time."""

import numpy as np


class SGD:
    """A velocity per entry, under the name and the place of the entry."""

    def __init__(self, lr=0.01, momentum=0.0):
        if not (lr > 0):
            raise ValueError("lr")
        if not (0 <= momentum) or not (momentum < 1):
            raise ValueError("momentum")
        self.lr, self.momentum = lr, momentum
        self.speeds = {}

    def step(self, params, grads):
        """Walk through all entries of all arrays."""
        for name in params:
            p, g = params[name], grads[name]
            if np.shape(p) != np.shape(g) or p.dtype not in (np.float64, np.float32):
                raise ValueError(name)
            for place in np.ndindex(p.shape):
                speed = self.speeds.get((name, place), 0.0)
                speed = self.momentum * speed - self.lr * float(g[place])
                self.speeds[name, place] = speed
                p[place] = float(p[place]) + speed
