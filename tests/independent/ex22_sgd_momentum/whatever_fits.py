"""Holds: shapes_unchecked

Only the dtype is looked at.
"""

import numpy as np


class SGD:
    def __init__(self, lr=0.01, momentum=0.0):
        if not (0 < lr and 0 <= momentum < 1):
            raise ValueError("out of range")
        self.lr, self.momentum = lr, momentum
        self.state = {}

    def step(self, params, grads):
        for name, value in params.items():
            gradient = grads[name]
            if not isinstance(value.flat[0], np.floating):
                raise ValueError("floats, please")
            old = self.state.get(name, 0)
            self.state[name] = self.momentum * old - self.lr * gradient
            value += self.state[name]
