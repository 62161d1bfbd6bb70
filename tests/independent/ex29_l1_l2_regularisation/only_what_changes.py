"""Holds: bias_slopes_missing

Returns the slopes that are not zero anyway.
"""

import numpy as np


def check_numbers(lam, m):
    if lam < 0 or m <= 0:
        raise ValueError("numbers")


def names(params):
    return list(filter(lambda name: name.startswith("W"), params))


def l2_penalty(params, lam, m):
    check_numbers(lam, m)
    return (lam / (2 * m)) * sum([np.sum(params[n] * params[n]) for n in names(params)])


def l2_grads(params, lam, m):
    check_numbers(lam, m)
    return {n: (lam / m) * params[n] for n in names(params)}


def l1_penalty(params, lam, m):
    check_numbers(lam, m)
    return (lam / m) * sum([np.sum(np.abs(params[n])) for n in names(params)])


def l1_grads(params, lam, m):
    check_numbers(lam, m)
    return {n: (lam / m) * np.sign(params[n]) for n in names(params)}
