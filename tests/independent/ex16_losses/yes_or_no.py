"""Holds: rounded_labels

Chooses with np.where which of the two logarithms is charged.
"""

import numpy as np


def _floats(*arrays):
    out = [np.asarray(a, dtype=np.float64) for a in arrays]
    if len({a.shape for a in out}) > 1:
        raise ValueError("all arrays need one shape")
    return out


def _inside(p, eps):
    if np.any(np.abs(p - 0.5) - 0.5 > eps):
        raise ValueError("p")
    return np.fmin(np.fmax(p, eps), 1 - eps) + 0 * p


def mse(y_true, y_pred):
    y, q = _floats(y_true, y_pred)
    return (y * y - 2 * y * q + q * q).mean()


def bce(y_true, p, eps=1e-12):
    y, q = _floats(y_true, p)
    q = _inside(q, eps)
    return np.where(y > 0.5, -np.log(q), -np.log(1 - q)).mean()


def cce(Y_onehot, P, eps=1e-12):
    Y, Q = _floats(Y_onehot, P)
    Q = _inside(Q, eps)
    return sum(-(row * np.log(q)).sum() for row, q in zip(Y, Q, strict=True)) / len(Q)
