"""Holds: new_mask_in_backward

One helper that decides, called from both sides.
"""

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        if rate < 0 or rate >= 1:
            raise ValueError("rate")
        self.rate, self.rng, self.mode = rate, np.random.default_rng(seed), None

    def _thin(self, values):
        if self.mode == "evaluation":
            return values
        coins = self.rng.uniform(0, 1, values.shape)
        return np.where(coins < self.rate, 0.0, values / (1 - self.rate))

    def forward(self, x, training=True):
        self.mode = "training" if training else "evaluation"
        return self._thin(x)

    def backward(self, grad):
        if not self.mode:
            raise RuntimeError("forward comes before backward")
        return self._thin(grad)
