"""Holds: velocity_forgotten

The velocity lives in a local dict.
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
        velocity = {name: 0.0 for name in params}
        for name, value in params.items():
            fits(value, grads[name])
            velocity[name] = self.momentum * velocity[name] - self.lr * grads[name]
            value += velocity[name]
