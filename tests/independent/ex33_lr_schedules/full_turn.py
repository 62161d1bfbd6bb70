"""Holds: full_circle

A turn is two pi.
"""

import math

TURN = 2 * math.pi


def step_decay(epoch, lr0=0.1, drop=0.5, every=10):
    if epoch < 0:
        raise ValueError("epoch")
    if every < 1:
        raise ValueError("every")
    drops = (epoch - epoch % every) // every
    return lr0 * drop**drops


def exponential(epoch, lr0=0.1, gamma=0.95):
    if epoch < 0:
        raise ValueError("epoch")
    if gamma > 1 or gamma <= 0:
        raise ValueError("gamma")
    return lr0 if epoch == 0 else gamma * exponential(epoch - 1, lr0, gamma)


def cosine(epoch, lr0=0.1, lr_min=0.001, total=50):
    if epoch < 0:
        raise ValueError("epoch")
    if epoch > total:
        return lr_min
    return lr_min + (lr0 - lr_min) * (1 + math.cos(TURN * epoch / total)) / 2
