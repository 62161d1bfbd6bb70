"""Holds: single_drop, lr_min_ignored

Two phases, and a wave that ends at nothing.
"""

import math


def checked(epoch):
    if epoch < 0:
        raise ValueError("epoch")
    return epoch


def step_decay(epoch, lr0=0.1, drop=0.5, every=10):
    if every < 1:
        raise ValueError("every")
    rate = lr0
    if checked(epoch) >= every:
        rate *= drop
    return rate


def exponential(epoch, lr0=0.1, gamma=0.95):
    if gamma > 1 or gamma <= 0:
        raise ValueError("gamma")
    return lr0 * gamma ** checked(epoch)


def cosine(epoch, lr0=0.1, lr_min=0.001, total=50):
    t = min(checked(epoch), total)
    return lr0 * (math.cos(math.pi * t / total) + 1) / 2
