"""Wrong: the seed 0 counts as none."""

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        if rate < 0:
            raise ValueError("rate must not be negative")
        if rate >= 1:
            raise ValueError("rate must be below 1")
        self.rate = rate
        self.rng = np.random.default_rng(seed or None)
        self.mask = None

    def forward(self, x, training=True):
        if not training:
            self.mask = np.ones(x.shape)
            return x
        keep = self.rng.random(x.shape) >= self.rate
        self.mask = keep / (1 - self.rate)
        return x * self.mask

    def backward(self, grad):
        if self.mask is None:
            raise RuntimeError("forward comes first")
        return grad * self.mask
