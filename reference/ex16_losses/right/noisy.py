"""Right, but noisy: prints, warns and changes NumPy's error state."""

import warnings

import numpy as np

print("losses loaded")
np.seterr(all="ignore")


def _ready(y, p):
    y, p = np.float64(y), np.float64(p)
    print("shapes", np.shape(y), np.shape(p))
    if np.shape(y) != np.shape(p):
        raise ValueError("shapes differ")
    return y, p


def _safe(p, eps):
    if np.min(p) < -eps or np.max(p) > 1 + eps:
        raise ValueError("outside [0, 1]")
    if np.isnan(p).any():
        warnings.warn("nan among the probabilities", stacklevel=2)
    return np.where(p < eps, eps, np.where(p > 1 - eps, 1 - eps, p))


def mse(y_true, y_pred):
    y, guess = _ready(y_true, y_pred)
    return np.linalg.norm(y - guess) ** 2 / np.size(y)


def bce(y_true, p, eps=1e-12):
    y, p = _ready(y_true, p)
    p = _safe(p, eps)
    loss = np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))
    print("loss", loss)
    return loss


def cce(Y_onehot, P, eps=1e-12):
    Y, P = _ready(Y_onehot, P)
    return np.trace(-Y @ np.log(_safe(P, eps)).T) / len(Y)
