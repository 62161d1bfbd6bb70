"""Holds: mask_read_off_the_output

Keeps what came out, and reads everything else off it.
"""

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        if rate < 0 or rate >= 1:
            raise ValueError("rate")
        self.rate = rate
        self.rng = np.random.default_rng(seed)
        self.out, self.factor = None, 1.0

    def forward(self, x, training=True):
        self.out, self.factor = x.astype(float), 1.0
        if training:
            self.factor = 1 / (1 - self.rate)
            self.out[self.rng.random(x.shape) < self.rate] = 0
            return self.out * self.factor
        self.out = np.ones(x.shape)
        return x.astype(float)

    def backward(self, grad):
        if self.out is None:
            raise ValueError("forward is missing")
        return np.where(self.out == 0, 0.0, grad * self.factor)
