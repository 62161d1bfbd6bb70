"""Holds: sign_by_division

w over |w| is the textbook's sign.
"""

import numpy as np


def ask(lam, m):
    if lam < 0 or m < 1:
        raise ValueError((lam, m))


def l2_penalty(params, lam, m):
    ask(lam, m)
    flat = np.concatenate([p.ravel() for k, p in params.items() if k[0] == "W"])
    return lam * (flat @ flat) / (2 * m)


def l1_penalty(params, lam, m):
    ask(lam, m)
    flat = np.concatenate([p.ravel() for k, p in params.items() if k[0] == "W"])
    return lam * np.abs(flat).sum() / m


def l2_grads(params, lam, m):
    ask(lam, m)
    return {k: lam * p / m if k[0] == "W" else p - p for k, p in params.items()}


def l1_grads(params, lam, m):
    ask(lam, m)
    return {
        k: (p / np.sqrt(p**2)) * lam / m if k[0] == "W" else p - p
        for k, p in params.items()
    }
