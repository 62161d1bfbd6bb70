"""Holds: late_parameters_forgotten

All velocities are made in the first step.
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
        if len(self.state) == 0:
            for name, value in params.items():
                self.state[name] = np.zeros(np.shape(value))
        for name, value in params.items():
            fits(value, grads[name])
            self.state[name] *= self.momentum
            self.state[name] -= self.lr * grads[name]
            value += self.state[name]
