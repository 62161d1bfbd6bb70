"""Holds: sum_not_mean, cce_sum_batch

Everything is added up; nothing is ever divided.
"""

import numpy as np


def _look(a, b):
    a, b = np.asarray(a, float), np.asarray(b, float)
    if np.shape(a) != np.shape(b):
        raise ValueError("labels and guesses do not line up")
    return a, b


def _tame(p, eps):
    too_low, too_high = p < 0 - eps, p > 1 + eps
    if np.count_nonzero(too_low) + np.count_nonzero(too_high):
        raise ValueError("no probability")
    p = np.where(p < eps, eps, p)
    return np.where(p > 1 - eps, 1 - eps, p)


def mse(y_true, y_pred):
    a, b = _look(y_true, y_pred)
    return ((a - b) ** 2).sum()


def bce(y_true, p, eps=1e-12):
    a, b = _look(y_true, p)
    b = _tame(b, eps)
    return (-a * np.log(b) - (1 - a) * np.log(1 - b)).sum()


def cce(Y_onehot, P, eps=1e-12):
    a, b = _look(Y_onehot, P)
    return (-a * np.log(_tame(b, eps))).sum()
