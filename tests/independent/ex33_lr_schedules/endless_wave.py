"""Holds: cos_wraps

The formula of the half wave and no end of it.
"""

import numpy as np


def _no_negative(epoch):
    if epoch < 0:
        raise ValueError("negative")


def step_decay(epoch, lr0=0.1, drop=0.5, every=10):
    _no_negative(epoch)
    if every <= 0:
        raise ValueError("every")
    return lr0 * drop ** np.floor_divide(epoch, every)


def exponential(epoch, lr0=0.1, gamma=0.95):
    _no_negative(epoch)
    if gamma <= 0 or gamma > 1:
        raise ValueError("gamma")
    return float(lr0 * np.exp(epoch * np.log(gamma)))


def cosine(epoch, lr0=0.1, lr_min=0.001, total=50):
    _no_negative(epoch)
    middle, half = 0.5 * (lr0 + lr_min), 0.5 * (lr0 - lr_min)
    return middle + half * np.cos(np.pi / total * epoch)
