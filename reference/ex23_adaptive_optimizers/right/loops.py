"""Right: one number at a time, with the whole list of gradients as the history."""

import math

import numpy as np


def _range(lr, *shares):
    if not lr > 0 or any(not 0 <= share < 1 for share in shares):
        raise ValueError("out of range")


def _entries(params, grads):
    for name in params:
        for place in np.ndindex(params[name].shape):
            yield name, place, float(grads[name][place])


class AdaGrad:
    """Keep a sum for each entry."""

    def __init__(self, lr=0.01, eps=1e-8):
        _range(lr)
        self.lr, self.eps, self.sums = lr, eps, {}

    def step(self, params, grads):
        for name, place, g in _entries(params, grads):
            total = self.sums.get((name, place), 0.0) + g * g
            self.sums[name, place] = total
            params[name][place] -= self.lr * g / (math.sqrt(total) + self.eps)


class RMSprop:
    """Keep an average for each entry."""

    def __init__(self, lr=0.001, decay=0.9, eps=1e-8):
        _range(lr, decay)
        self.lr, self.decay, self.eps, self.averages = lr, decay, eps, {}

    def step(self, params, grads):
        for name, place, g in _entries(params, grads):
            average = self.decay * self.averages.get((name, place), 0.0)
            average += (1 - self.decay) * g * g
            self.averages[name, place] = average
            params[name][place] -= self.lr * g / (math.sqrt(average) + self.eps)


class Adam:
    """Keep all gradients of each entry, and average them anew."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        _range(lr, beta1, beta2)
        self.lr, self.betas, self.eps, self.seen = lr, (beta1, beta2), eps, {}

    def step(self, params, grads):
        for name, place, g in _entries(params, grads):
            seen = self.seen.setdefault((name, place), [])
            seen.insert(0, g)
            means = []
            for power, beta in enumerate(self.betas, 1):
                weights = [beta**age for age in range(len(seen))]
                total = sum(w * old**power for w, old in zip(weights, seen))
                means.append(total / sum(weights))
            move = means[0] / (math.sqrt(means[1]) + self.eps)
            params[name][place] -= self.lr * move
