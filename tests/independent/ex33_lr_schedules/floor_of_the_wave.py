"""Holds: lr_min_as_floor, growing_gamma_accepted

The rate may not fall below lr_min; gamma has to be positive.
"""

import math


def step_decay(epoch, lr0=0.1, drop=0.5, every=10):
    if epoch < 0 or every < 1:
        raise ValueError("a count is wrong")
    return lr0 * drop ** (epoch // every)


def exponential(epoch, lr0=0.1, gamma=0.95):
    if epoch < 0 or gamma <= 0:
        raise ValueError("a number is wrong")
    return lr0 * gamma**epoch


def cosine(epoch, lr0=0.1, lr_min=0.001, total=50):
    if epoch < 0:
        raise ValueError("a count is wrong")
    falling = lr0 * (1 + math.cos(math.pi * min(epoch, total) / total)) / 2
    if falling < lr_min:
        return lr_min
    return falling
