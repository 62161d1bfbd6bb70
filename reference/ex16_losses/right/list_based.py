"""Right: plain Python, from nested lists to one number."""

from math import fsum, isnan, log

import numpy as np


def entries(values):
    return [float(v) for v in np.ravel(values)]


def pairs(truth, guess):
    if np.shape(truth) != np.shape(guess):
        raise ValueError("labels and predictions are not laid out alike")
    return list(zip(entries(truth), entries(guess), strict=True))


def keep_off_the_ends(p, eps):
    if isnan(p) or p < -eps or p > 1 + eps:
        raise ValueError(f"{p} is no probability")
    return min(max(p, eps), 1 - eps)


def mse(y_true, y_pred):
    squares = [(a - b) * (a - b) for a, b in pairs(y_true, y_pred)]
    return fsum(squares) / len(squares)


def bce(y_true, p, eps=1e-12):
    costs = []
    for label, chance in pairs(y_true, p):
        chance = keep_off_the_ends(chance, eps)
        costs.append(-label * log(chance) - (1 - label) * log(1 - chance))
    return fsum(costs) / len(costs)


def cce(Y_onehot, P, eps=1e-12):
    costs = [-a * log(keep_off_the_ends(b, eps)) for a, b in pairs(Y_onehot, P)]
    return fsum(costs) / len(P)
