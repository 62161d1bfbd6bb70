"""Holds: slopes_not_scaled

Remembers where it dropped, and nothing else.
"""

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        if rate < 0 or rate >= 1:
            raise ValueError("rate")
        self.rate = rate
        self.rng = np.random.default_rng(seed)
        self.dropped = None

    def forward(self, x, training=True):
        out = x.astype(float)
        self.dropped = np.zeros(x.shape, dtype=bool)
        if training:
            self.dropped = self.rng.random(x.shape) < self.rate
            out[self.dropped] = 0
            out *= 1 / (1 - self.rate)
        return out

    def backward(self, grad):
        if self.dropped is None:
            raise ValueError("forward is missing")
        out = grad.copy()
        out[self.dropped] = 0
        return out
