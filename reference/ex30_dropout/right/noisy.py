"""Right, but noisy: prints, warns, and draws with choice."""

import warnings

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        print("dropout with rate", rate)
        if not (0.0 <= rate and rate < 1.0):
            raise ValueError(rate)
        self.scale = np.array([0.0, 1.0 / (1.0 - rate)])
        self.odds = [rate, 1.0 - rate]
        self.source = np.random.Generator(np.random.PCG64(seed))

    def forward(self, x, training=True):
        warnings.warn("forward", stacklevel=2)
        if training:
            chosen = self.source.choice(2, size=x.size, p=self.odds)
            self.table = self.scale[chosen].reshape(x.shape)
            print("dropped", int((chosen == 0).sum()), "of", x.size)
        else:
            self.table = 1.0
        out = np.array(x, dtype=float)
        out *= self.table
        return out

    def backward(self, grad):
        if not hasattr(self, "table"):
            raise RuntimeError("no table")
        print("going back")
        return np.multiply(grad, self.table)
