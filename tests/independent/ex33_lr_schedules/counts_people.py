"""Holds: drops_one_epoch_early

Someone who counts epochs as people do: the tenth epoch is the tenth.
"""

import math


def step_decay(epoch, lr0=0.1, drop=0.5, every=10):
    if epoch < 0 or every < 1:
        raise ValueError("bad arguments")
    number = epoch + 1
    rate = lr0
    while number >= every:
        rate *= drop
        number -= every
    return rate


def exponential(epoch, lr0=0.1, gamma=0.95):
    if epoch < 0 or gamma <= 0 or gamma > 1:
        raise ValueError("bad arguments")
    return lr0 * math.pow(gamma, epoch)


def cosine(epoch, lr0=0.1, lr_min=0.001, total=50):
    if epoch < 0:
        raise ValueError("bad arguments")
    if epoch >= total:
        return lr_min
    return (lr0 + lr_min) / 2 + (lr0 - lr_min) / 2 * math.cos(math.pi * epoch / total)
