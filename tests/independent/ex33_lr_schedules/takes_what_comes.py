"""Holds: negative_epoch_accepted

Formulas, with the checks that seemed to matter.
"""

import math


def step_decay(epoch, lr0=0.1, drop=0.5, every=10):
    if every < 1:
        raise ValueError("every")
    return lr0 * math.pow(drop, math.floor(epoch / every))


def exponential(epoch, lr0=0.1, gamma=0.95):
    if gamma <= 0 or gamma > 1:
        raise ValueError("gamma")
    return lr0 * math.pow(gamma, epoch)


def cosine(epoch, lr0=0.1, lr_min=0.001, total=50):
    way = epoch / total
    if way > 1:
        way = 1
    return lr_min + (lr0 - lr_min) * (1 + math.cos(math.pi * way)) / 2
