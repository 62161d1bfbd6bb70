"""Holds: l2_without_half

Forgets the half in the value, and takes the slope from the task.
"""

import numpy as np


def _look(lam, m):
    usable = lam >= 0 and m >= 1
    if not usable:
        raise ValueError("unusable numbers")


def _is_weight(key):
    return key[0].upper() == "W"


def l2_penalty(params, lam, m):
    _look(lam, m)
    return lam / m * sum((p * p).sum() for k, p in params.items() if _is_weight(k))


def l2_grads(params, lam, m):
    _look(lam, m)
    return {k: p * (lam / m if _is_weight(k) else 0.0) for k, p in params.items()}


def l1_penalty(params, lam, m):
    _look(lam, m)
    return lam / m * sum(np.fabs(p).sum() for k, p in params.items() if _is_weight(k))


def l1_grads(params, lam, m):
    _look(lam, m)
    return {
        k: np.sign(p) * (lam / m if _is_weight(k) else 0.0) for k, p in params.items()
    }
