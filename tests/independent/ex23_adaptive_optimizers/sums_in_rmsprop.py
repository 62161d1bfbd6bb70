"""Holds: sum_for_average

RMSprop from the class above.
"""

import numpy as np


def in_range(lr, *shares):
    if not 0 < lr:
        raise ValueError("lr")
    if any(not (0 <= share < 1) for share in shares):
        raise ValueError("share")


class AdaGrad:
    def __init__(self, lr=0.01, eps=1e-8):
        in_range(lr)
        self.lr = lr
        self.eps = eps
        self.total = {}

    def step(self, params, grads):
        for name, values in params.items():
            slope = grads[name]
            self.total.setdefault(name, np.zeros(values.shape))
            self.total[name] = self.total[name] + slope * slope
            values -= self.lr / (np.sqrt(self.total[name]) + self.eps) * slope


class RMSprop:
    def __init__(self, lr=0.001, decay=0.9, eps=1e-8):
        in_range(lr, decay)
        self.lr = lr
        self.decay = decay
        self.eps = eps
        self.mean = {}

    def step(self, params, grads):
        for name, values in params.items():
            slope = grads[name]
            self.mean.setdefault(name, np.zeros(values.shape))
            new = slope**2 + self.mean[name]
            self.mean[name] = new
            values -= self.lr * slope / (np.sqrt(new) + self.eps)


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        in_range(lr, beta1, beta2)
        self.lr = lr
        self.beta1, self.beta2 = beta1, beta2
        self.eps = eps
        self.time = 0
        self.state = {}

    def step(self, params, grads):
        self.time = self.time + 1
        a, b = self.beta1, self.beta2
        for name, values in params.items():
            slope = grads[name]
            first, second = self.state.get(name, (0.0, 0.0))
            first = a * first + (1 - a) * slope
            second = b * second + (1 - b) * slope**2
            self.state[name] = (first, second)
            first_hat = first / (1 - a**self.time)
            second_hat = second / (1 - b**self.time)
            values -= self.lr * first_hat / (np.sqrt(second_hat) + self.eps)
