"""Wrong: eps is an argument without effect."""

import numpy as np


def checked(y, p):
    y = np.asarray(y, dtype=float)
    p = np.asarray(p, dtype=float)
    if y.shape != p.shape:
        raise ValueError(f"labels {y.shape}, predictions {p.shape}")
    return y, p


def clipped(p, eps):
    if np.any(p < -eps) or np.any(p > 1 + eps):
        raise ValueError("probabilities lie between 0 and 1")
    return np.clip(p, 1e-12, 1 - 1e-12)


def mse(y_true, y_pred):
    y, p = checked(y_true, y_pred)
    return np.mean((y - p) ** 2)


def bce(y_true, p, eps=1e-12):
    y, p = checked(y_true, p)
    p = clipped(p, eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def cce(Y_onehot, P, eps=1e-12):
    Y, P = checked(Y_onehot, P)
    P = clipped(P, eps)
    return -np.mean(np.sum(Y * np.log(P), axis=1))
