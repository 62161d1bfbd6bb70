"""Holds: degrees, gamma_of_one_refused

Half a turn has 180 degrees, and a decay has to decay.
"""

import math


def _epoch(epoch):
    if epoch < 0:
        raise ValueError("there is no such epoch")
    return epoch


def step_decay(epoch, lr0=0.1, drop=0.5, every=10):
    if every < 1:
        raise ValueError("every")
    return lr0 * drop ** (_epoch(epoch) // every)


def exponential(epoch, lr0=0.1, gamma=0.95):
    if not 0 < gamma < 1:
        raise ValueError("gamma")
    return lr0 * gamma ** _epoch(epoch)


def cosine(epoch, lr0=0.1, lr_min=0.001, total=50):
    if _epoch(epoch) > total:
        return lr_min
    angle = 180 * epoch / total
    return lr_min + 0.5 * (lr0 - lr_min) * (math.cos(angle) + 1)
