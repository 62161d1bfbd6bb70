"""Holds: broadcast_mse, broadcast_bce, broadcast_cce

Trusts NumPy to complain about shapes.
"""

import numpy as np


def _probabilities(p, eps):
    p = np.asarray(p, dtype=float)
    if (p < -eps).any():
        raise ValueError("below 0")
    if (p > 1 + eps).any():
        raise ValueError("above 1")
    return np.clip(p, eps, 1 - eps)


def mse(y_true, y_pred):
    return float(np.mean(np.square(np.subtract(y_true, y_pred, dtype=float))))


def bce(y_true, p, eps=1e-12):
    y = np.asarray(y_true, dtype=float)
    q = _probabilities(p, eps)
    return float(np.mean(-(y * np.log(q) + (1 - y) * np.log(1 - q))))


def cce(Y_onehot, P, eps=1e-12):
    Y = np.asarray(Y_onehot, dtype=float)
    return float(np.mean(np.sum(-Y * np.log(_probabilities(P, eps)), axis=1)))
