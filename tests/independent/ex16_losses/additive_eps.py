"""Holds: eps_inside_log

log(p + eps) everywhere, as seen in many notebooks.
"""

import numpy as np


def _checked(a, b, eps=None):
    a, b = np.float64(a), np.float64(b)
    if np.shape(a) != np.shape(b):
        raise ValueError("a and b differ")
    if eps is not None and (np.any(b > 1 + eps) or np.any(b < -eps)):
        raise ValueError("not in [0, 1]")
    return a, b


def mse(y_true, y_pred):
    a, b = _checked(y_true, y_pred)
    d = np.ravel(a - b)
    return d @ d / d.size


def bce(y_true, p, eps=1e-12):
    a, b = _checked(y_true, p, eps)
    cost = a * np.log(b + eps)
    cost += (1 - a) * np.log(1 - b + eps)
    return -cost.sum() / cost.size


def cce(Y_onehot, P, eps=1e-12):
    a, b = _checked(Y_onehot, P, eps)
    return -np.vdot(a, np.log(b + eps)) / len(a)
