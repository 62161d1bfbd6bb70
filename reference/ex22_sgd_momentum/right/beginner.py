"""Right: as a beginner writes it."""

import numpy as np


class SGD:
    def __init__(self, lr=0.01, momentum=0.0):
        if np.isnan(lr) or lr <= 0:
            raise ValueError("lr must be greater than 0")
        if np.isnan(momentum) or momentum < 0 or momentum >= 1:
            raise ValueError("momentum must be between 0 and 1")
        self.lr = lr
        self.momentum = momentum
        self.velocity = {}

    def step(self, params, grads):
        for key in params:
            param = params[key]
            grad = grads[key]
            if param.shape != grad.shape:
                raise ValueError("param and grad must have the same shape")
            if "int" in str(param.dtype):
                raise ValueError("param must be float")
            if key not in self.velocity:
                self.velocity[key] = np.zeros(param.shape)
            old_velocity = self.velocity[key]
            new_velocity = self.momentum * old_velocity - self.lr * grad
            self.velocity[key] = new_velocity
            params[key] += new_velocity
