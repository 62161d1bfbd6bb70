"""Holds: cce_hard_labels

The true class of a row is looked up with argmax and its probability picked out.
"""

import numpy as np


def _two(a, b):
    a, b = np.array(a, float), np.array(b, float)
    if not np.array_equal(a.shape, b.shape):
        raise ValueError("two shapes")
    return a, b


def _off_the_ends(q, eps):
    if np.any(q < -eps) or np.any(q > 1 + eps):
        raise ValueError("q")
    np.clip(q, eps, 1 - eps, out=q)  # q is a copy of ours
    return q


def mse(y_true, y_pred):
    a, b = _two(y_true, y_pred)
    return np.mean((a - b) * (a - b))


def bce(y_true, p, eps=1e-12):
    a, q = _two(y_true, p)
    q = _off_the_ends(q, eps)
    odds = np.log(q) - np.log(1 - q)
    return -np.mean(np.log(1 - q) + a * odds)


def cce(Y_onehot, P, eps=1e-12):
    Y, Q = _two(Y_onehot, P)
    Q = _off_the_ends(Q, eps)
    total = 0.0
    for i, row in enumerate(Y):
        total -= np.log(Q[i][row.argmax()])
    return total / len(Y)
