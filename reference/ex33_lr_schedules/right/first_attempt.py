"""Right: a beginner's version with NumPy, ifs and no abbreviation."""

import numpy as np


def step_decay(epoch, lr0=0.1, drop=0.5, every=10):  # noqa: ANN001, ANN201  (a beginner's)
    if epoch < 0 or every < 1:
        raise ValueError
    number_of_drops = int(np.floor(epoch / every))
    factor = 1.0
    i = 0
    while i < number_of_drops:
        factor = factor * drop
        i = i + 1
    learning_rate = lr0 * factor
    return learning_rate


def exponential(epoch, lr0=0.1, gamma=0.95):  # noqa: ANN001, ANN201  (a beginner's)
    if epoch < 0:
        raise ValueError
    if gamma <= 0:
        raise ValueError
    if gamma > 1:
        raise ValueError
    learning_rate = lr0 * np.power(gamma, epoch)
    return learning_rate


def cosine(epoch, lr0=0.1, lr_min=0.001, total=50):  # noqa: ANN001, ANN201  (a beginner's)
    if epoch < 0:
        raise ValueError
    if epoch > total:
        epoch = total
    progress = epoch / total
    learning_rate = lr_min + 1 / 2 * (lr0 - lr_min) * (1 + np.cos(np.pi * progress))
    return learning_rate
