"""Holds: averaged_velocity

A running mean of the gradients, as for a temperature.
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
        for name in params:
            fits(params[name], grads[name])
            mean = self.state.get(name, np.zeros(params[name].shape))
            mean = mean + (1 - self.momentum) * (grads[name] - mean)
            self.state[name] = mean
            params[name] -= self.lr * mean
