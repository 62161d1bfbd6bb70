"""Holds: rows_not_counted

Checks m and then has no use for it.
"""

import numpy as np


def weights_of(params, lam, m):
    if lam < 0 or m <= 0:
        raise ValueError
    return {k: v for k, v in params.items() if k not in nothing_charged(params)}


def nothing_charged(params):
    return [k for k in params if k.startswith("b")]


def l2_penalty(params, lam, m):
    return (
        lam * sum(float((v**2).sum()) for v in weights_of(params, lam, m).values()) / 2
    )


def l1_penalty(params, lam, m):
    return lam * sum(float(abs(v).sum()) for v in weights_of(params, lam, m).values())


def l2_grads(params, lam, m):
    grads = {k: lam * v for k, v in weights_of(params, lam, m).items()}
    grads.update({k: 0.0 * params[k] for k in nothing_charged(params)})
    return grads


def l1_grads(params, lam, m):
    grads = {k: lam * np.sign(v) for k, v in weights_of(params, lam, m).items()}
    grads.update({k: 0.0 * params[k] for k in nothing_charged(params)})
    return grads
