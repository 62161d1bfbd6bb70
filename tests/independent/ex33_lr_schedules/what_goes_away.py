"""Holds: drop_taken_off, gamma_taken_off

Takes both numbers for what is lost, not for what is left.
"""

import math


def _at_least(value, least, name):
    if value < least:
        raise ValueError(f"{name} must be at least {least}")


def step_decay(epoch, lr0=0.1, drop=0.5, every=10):
    _at_least(epoch, 0, "epoch")
    _at_least(every, 1, "every")
    kept = 1 - drop
    return lr0 * kept ** (epoch // every)


def exponential(epoch, lr0=0.1, gamma=0.95):
    _at_least(epoch, 0, "epoch")
    if gamma <= 0 or gamma > 1:
        raise ValueError("gamma must be in (0, 1]")
    kept = 1 - gamma
    return lr0 * kept**epoch


def cosine(epoch, lr0=0.1, lr_min=0.001, total=50):
    _at_least(epoch, 0, "epoch")
    if epoch > total:
        return lr_min
    return lr_min + (lr0 - lr_min) * 0.5 * (1 + math.cos(epoch / total * math.pi))
