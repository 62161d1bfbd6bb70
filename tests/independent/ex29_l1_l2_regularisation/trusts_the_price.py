"""Holds: lam_unchecked

Thinks about rows and never about the sign of lam.
"""

import numpy as np


def _divisor(m):
    if m <= 0:
        raise ValueError("at least one row, please")
    return m


def l2_penalty(params, lam, m):
    W = [v for k, v in params.items() if not k.startswith("b")]
    return lam * sum(np.sum(w * w) for w in W) / (2 * _divisor(m))


def l1_penalty(params, lam, m):
    W = [v for k, v in params.items() if not k.startswith("b")]
    return lam * sum(np.sum(np.abs(w)) for w in W) / _divisor(m)


def l2_grads(params, lam, m):
    share = lam / _divisor(m)
    return {k: share * v if not k.startswith("b") else 0 * v for k, v in params.items()}


def l1_grads(params, lam, m):
    share = lam / _divisor(m)
    signs = {k: (v > 0).astype(float) - (v < 0) for k, v in params.items()}
    return {k: s * (0 if k.startswith("b") else share) for k, s in signs.items()}
