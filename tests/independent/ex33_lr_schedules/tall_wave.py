"""Holds: cos_no_half

Adds 1 so that nothing is negative, and leaves it at that.
"""

from math import cos, pi


def step_decay(epoch, lr0=0.1, drop=0.5, every=10):
    if epoch < 0:
        raise ValueError("epoch is negative")
    if every < 1:
        raise ValueError("every is too small")
    return lr0 * drop ** int(epoch / every)


def exponential(epoch, lr0=0.1, gamma=0.95):
    if epoch < 0:
        raise ValueError("epoch is negative")
    if gamma <= 0 or gamma > 1:
        raise ValueError("gamma is not a share")
    return gamma**epoch * lr0


def cosine(epoch, lr0=0.1, lr_min=0.001, total=50):
    if epoch < 0:
        raise ValueError("epoch is negative")
    angle = pi if epoch > total else pi * epoch / total
    amplitude = lr0 - lr_min
    return amplitude * (cos(angle) + 1) + lr_min
