"""Holds: one_mask_for_all_rows

A unit is on or off, for the whole batch.
"""

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        if rate >= 1 or rate < 0:
            raise ValueError("rate must be in [0, 1)")
        self.rate = rate
        self.rng = np.random.default_rng(seed)
        self.units = None

    def forward(self, x, training=True):
        n_units = x.shape[-1]
        self.units = np.ones(n_units)
        if training:
            off = self.rng.random(n_units) < self.rate
            self.units[off] = 0.0
            self.units[~off] = 1.0 / (1.0 - self.rate)
        return x * self.units

    def backward(self, grad):
        if self.units is None:
            raise RuntimeError("call forward")
        return grad * self.units
