"""Holds: e_as_base

Exponential means e, says the calculus book.
"""

import math


def step_decay(epoch, lr0=0.1, drop=0.5, every=10):
    if min(epoch, every - 1) < 0:
        raise ValueError("epoch or every")
    return lr0 * drop ** (epoch // every)


def exponential(epoch, lr0=0.1, gamma=0.95):
    if epoch < 0 or not 0 < gamma <= 1:
        raise ValueError("epoch or gamma")
    return lr0 / math.e ** (gamma * epoch)


def cosine(epoch, lr0=0.1, lr_min=0.001, total=50):
    if epoch < 0:
        raise ValueError("epoch")
    remaining = math.cos(math.pi / 2 * min(1.0, epoch / total)) ** 2
    return lr_min + remaining * (lr0 - lr_min)
