"""Holds: scaled_at_evaluation

Weights are scaled when the network is used.
"""

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        self.rate = self._checked(rate)
        self.rng = np.random.default_rng(seed)
        self.back = None

    @staticmethod
    def _checked(rate):
        if rate < 0:
            raise ValueError("below 0")
        if rate > 0.9999999:
            raise ValueError("1 or more")
        return rate

    def forward(self, x, training=True):
        if training:
            self.back = self.rng.binomial(1, 1 - self.rate, size=x.shape)
            return self.back * x
        self.back = 1
        return (1 - self.rate) * x

    def backward(self, grad):
        if self.back is None:
            raise ValueError("forward first")
        return grad * self.back
