"""Holds: drop_rate_unchecked

A rate is a rate.
"""

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        self.rate = rate
        self.rng = np.random.default_rng(seed)
        self.memory = []

    def forward(self, x, training=True):
        factor = np.ones(x.shape)
        if training:
            factor = np.where(
                self.rng.random(x.shape) >= self.rate, 1 / (1 - self.rate), 0
            )
        self.memory.append(factor)
        return factor * x

    def backward(self, grad):
        if not self.memory:
            raise RuntimeError("empty memory")
        return self.memory[-1] * grad
