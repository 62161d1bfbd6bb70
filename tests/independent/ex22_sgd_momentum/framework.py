"""Holds: velocity_without_lr

As a well-known framework has it.
"""

import numpy as np


def fits(parameter, gradient):
    if parameter.dtype.kind != "f":
        raise ValueError("floats, please")
    if parameter.shape != gradient.shape:
        raise ValueError("the shapes differ")


class SGD:
    def __init__(self, lr=0.01, momentum=0.0):
        if not (0 < lr and 0 <= momentum < 1):
            raise ValueError("out of range")
        self.lr, self.momentum = lr, momentum
        self.state = {}

    def step(self, params, grads):
        for name, value in params.items():
            gradient = grads[name]
            fits(value, gradient)
            if name in self.state:
                buffer = self.momentum * self.state[name] + gradient
            else:
                buffer = gradient.copy()
            self.state[name] = buffer
            value -= self.lr * buffer
