"""Holds: mask_outlives_evaluation

Evaluation leaves everything as it is, also the memory.
"""

import numpy as np


class Dropout:
    mask = None

    def __init__(self, rate, seed=None):
        if rate < 0 or rate >= 1:
            raise ValueError("rate")
        self.keep = 1 - rate
        self.rng = np.random.default_rng(seed)

    def forward(self, x, training=True):
        if training:
            self.mask = (self.rng.random(x.shape) < self.keep) / self.keep
            return x * self.mask
        if self.mask is None:
            self.mask = np.ones(x.shape)
        return x

    def backward(self, grad):
        if self.mask is None:
            raise RuntimeError("mask")
        return grad * self.mask
