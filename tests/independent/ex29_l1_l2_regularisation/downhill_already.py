"""Holds: penalty_as_reward

Puts the minus of the step into the gradient.
"""

import numpy as np


def _pull(params, lam, m, how):
    if not (lam >= 0 and m > 0):
        raise ValueError("no")
    pull = {}
    for key, value in params.items():
        pull[key] = np.zeros(np.shape(value))
        if key.startswith("W"):
            pull[key] -= how(value) * lam / m
    return pull


def _cost(params, lam, m, how):
    if not (lam >= 0 and m > 0):
        raise ValueError("no")
    return sum(how(v).sum() for k, v in params.items() if k.startswith("W")) * lam / m


def l2_penalty(params, lam, m):
    return _cost(params, lam, m, np.square) / 2


def l2_grads(params, lam, m):
    return _pull(params, lam, m, np.positive)


def l1_penalty(params, lam, m):
    return _cost(params, lam, m, np.abs)


def l1_grads(params, lam, m):
    return _pull(params, lam, m, np.sign)
