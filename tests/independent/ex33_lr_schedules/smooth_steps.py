"""Holds: true_division

The exponent is the number of steps, and the division is the ordinary one.
"""

import numpy as np


def _start(epoch):
    if epoch < 0:
        raise ValueError("no such epoch")


def step_decay(epoch, lr0=0.1, drop=0.5, every=10):
    _start(epoch)
    if every < 1:
        raise ValueError("every")
    return lr0 * np.power(drop, epoch / every)


def exponential(epoch, lr0=0.1, gamma=0.95):
    _start(epoch)
    if not 0 < gamma <= 1:
        raise ValueError("gamma")
    return lr0 * np.power(gamma, float(epoch))


def cosine(epoch, lr0=0.1, lr_min=0.001, total=50):
    _start(epoch)
    x = np.minimum(epoch / total, 1)
    return lr_min + (lr0 - lr_min) * (1 + np.cos(np.pi * x)) / 2
