"""Wrong: drops once at most."""

import math


def step_decay(epoch, lr0=0.1, drop=0.5, every=10):
    if epoch < 0:
        raise ValueError("negative epoch")
    if every < 1:
        raise ValueError("every must be at least 1")
    return lr0 * drop if epoch >= every else lr0


def exponential(epoch, lr0=0.1, gamma=0.95):
    if epoch < 0:
        raise ValueError("negative epoch")
    if gamma <= 0 or gamma > 1:
        raise ValueError("gamma must lie between 0 and 1")
    return lr0 * gamma**epoch


def cosine(epoch, lr0=0.1, lr_min=0.001, total=50):
    if epoch < 0:
        raise ValueError("negative epoch")
    if epoch > total:
        return lr_min
    return lr_min + 0.5 * (lr0 - lr_min) * (1 + math.cos(math.pi * epoch / total))
