"""Holds: divided_by_rate

Divides by the number that is at hand.
"""

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        if rate < 0 or rate >= 1:
            raise ValueError(rate)
        self.rate = rate
        self.draw = np.random.Generator(np.random.Philox(seed)).random
        self.last = None

    def forward(self, x, training=True):
        self.last = np.ones_like(x, dtype=float)
        if training and self.rate:
            self.last[self.draw(x.shape) < self.rate] = 0
            self.last /= self.rate
        return x * self.last

    def backward(self, grad):
        if self.last is None:
            raise RuntimeError("last")
        return grad * self.last
