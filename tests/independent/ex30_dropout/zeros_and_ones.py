"""Holds: kept_not_scaled

Dropping is all there is to it.
"""

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        if not 0 <= rate < 1:
            raise ValueError("rate")
        self._r = rate
        self._g = np.random.default_rng(seed)

    def forward(self, x, training=True):
        alive = (
            self._g.uniform(size=x.shape) > self._r
            if training
            else np.full(x.shape, True)
        )
        self._alive = alive
        return np.where(alive, x, 0.0)

    def backward(self, grad):
        if "_alive" not in self.__dict__:
            raise RuntimeError("no forward yet")
        return np.where(self._alive, grad, 0.0)
