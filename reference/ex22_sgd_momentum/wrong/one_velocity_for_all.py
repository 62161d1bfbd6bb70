"""Wrong: one velocity for all parameters."""

import numpy as np


class SGD:
    def __init__(self, lr=0.01, momentum=0.0):
        if not lr > 0:
            raise ValueError("lr must be positive")
        if not (momentum >= 0 and momentum < 1):
            raise ValueError("momentum must be in [0, 1)")
        self.lr = lr
        self.momentum = momentum
        self.v = 0.0

    def step(self, params, grads):
        for k, p in params.items():
            g = grads[k]
            if p.shape != g.shape:
                raise ValueError("shapes differ")
            if not np.issubdtype(p.dtype, np.floating):
                raise ValueError("parameters must be floats")
            self.v = self.momentum * self.v - self.lr * g
            p += self.v
