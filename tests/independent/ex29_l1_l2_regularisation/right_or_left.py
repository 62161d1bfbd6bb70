"""Holds: zero_weight_pushed

Two sides, and zero belongs to one of them.
"""

import numpy as np


def _price(lam, m):
    if lam < 0:
        raise ValueError("lam")
    if m < 1:
        raise ValueError("m")
    return lam / m


def l2_penalty(params, lam, m):
    return _price(lam, m) * sum(
        np.sum(np.power(params[k], 2)) / 2 for k in params if k.startswith("W")
    )


def l2_grads(params, lam, m):
    price = _price(lam, m)
    return {k: price * params[k] if "W" in k else params[k] * 0 for k in params}


def l1_penalty(params, lam, m):
    price = _price(lam, m)
    return sum(price * np.abs(params[k]).sum() for k in params if k.startswith("W"))


def l1_grads(params, lam, m):
    price = _price(lam, m)
    grads = {k: params[k] * 0 for k in params}
    for k in params:
        if "W" in k:
            right = ~(params[k] < 0)
            grads[k][right], grads[k][~right] = price, -price
    return grads
