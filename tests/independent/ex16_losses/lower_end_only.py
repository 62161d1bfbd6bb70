"""Holds: clipped_below_only

Nothing may be 0 before the logarithm, so a floor is put under the probabilities.
"""

import numpy as np


def _start(truth, guess):
    truth, guess = np.array(truth, dtype=float), np.array(guess, dtype=float)
    if truth.ndim != guess.ndim or truth.shape != guess.shape:
        raise ValueError("shape")
    return truth, guess


def _floor(guess, eps):
    if ((guess < -eps) + (guess > 1 + eps)).any():
        raise ValueError("guess")
    return np.maximum(eps, guess)


def mse(y_true, y_pred):
    truth, guess = _start(y_true, y_pred)
    return np.sum(np.abs(truth - guess) ** 2) / truth.size


def bce(y_true, p, eps=1e-12):
    truth, guess = _start(y_true, p)
    guess = _floor(guess, eps)
    with np.errstate(divide="ignore", invalid="ignore"):
        surprise = -truth * np.log(guess) - (1 - truth) * np.log(1 - guess)
    return np.sum(surprise) / truth.size


def cce(Y_onehot, P, eps=1e-12):
    truth, guess = _start(Y_onehot, P)
    surprise = np.sum(truth * -np.log(_floor(guess, eps)), axis=-1)
    return np.sum(surprise) / surprise.size
