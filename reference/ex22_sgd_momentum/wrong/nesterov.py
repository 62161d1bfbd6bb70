"""Wrong: looks ahead along the new velocity."""

import numpy as np


class SGD:
    def __init__(self, lr=0.01, momentum=0.0):
        if not lr > 0:
            raise ValueError("lr must be positive")
        if not (momentum >= 0 and momentum < 1):
            raise ValueError("momentum must be in [0, 1)")
        self.lr = lr
        self.momentum = momentum
        self.v = {}

    def step(self, params, grads):
        for k, p in params.items():
            g = grads[k]
            if p.shape != g.shape:
                raise ValueError("shapes differ")
            if not np.issubdtype(p.dtype, np.floating):
                raise ValueError("parameters must be floats")
            if k not in self.v:
                self.v[k] = np.zeros_like(p)
            self.v[k] = self.momentum * self.v[k] - self.lr * g
            p += self.momentum * self.v[k] - self.lr * g
