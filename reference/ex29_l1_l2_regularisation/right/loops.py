"""Right: plain loops over rows and columns."""

import numpy as np


def _check(lam, m):
    if lam < 0 or m < 1:
        raise ValueError("lam or m out of range")


def l2_penalty(params, lam, m):
    _check(lam, m)
    total = 0.0
    for name in params:
        if name[0] == "W":
            for row in params[name]:
                for w in row:
                    total += w * w
    return lam * total / (2 * m)


def l1_penalty(params, lam, m):
    _check(lam, m)
    total = 0.0
    for name in params:
        if name[0] == "W":
            for row in params[name]:
                for w in row:
                    total += w if w > 0 else -w
    return lam * total / m


def l2_grads(params, lam, m):
    _check(lam, m)
    grads = {}
    for name in params:
        grads[name] = np.zeros(params[name].shape)
        if name[0] == "W":
            for i in range(params[name].shape[0]):
                for j in range(params[name].shape[1]):
                    grads[name][i, j] = lam * params[name][i, j] / m
    return grads


def l1_grads(params, lam, m):
    _check(lam, m)
    grads = {}
    for name in params:
        grads[name] = np.zeros(params[name].shape)
        if name[0] == "W":
            for i in range(params[name].shape[0]):
                for j in range(params[name].shape[1]):
                    if params[name][i, j] > 0:
                        grads[name][i, j] = lam / m
                    elif params[name][i, j] < 0:
                        grads[name][i, j] = -lam / m
    return grads
