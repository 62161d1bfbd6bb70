"""Holds: normal_random_numbers

Random numbers are normal unless one says otherwise.
"""

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        if rate < 0 or rate >= 1:
            raise ValueError("rate out of range")
        self.rate = rate
        self.rng = np.random.RandomState(seed)
        self.scale = None

    def forward(self, x, training=True):
        self.scale = np.ones(x.shape)
        if training and self.rate > 0:
            self.scale[self.rng.standard_normal(x.shape) < self.rate] = 0.0
            self.scale /= 1 - self.rate
        return x * self.scale

    def backward(self, grad):
        if self.scale is None:
            raise RuntimeError("no scale")
        return grad * self.scale
