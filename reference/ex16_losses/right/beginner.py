"""Right, as a beginner writes it: everything three times, step by step."""

import numpy as np


def mse(y_true, y_pred):
    y_true = np.array(y_true).astype(float)
    y_pred = np.array(y_pred).astype(float)
    if y_true.shape == y_pred.shape:
        error = y_true - y_pred
        squared_error = error * error
        result = squared_error.sum() / squared_error.size
        return result
    else:
        raise ValueError("not the same shape")


def bce(y_true, p, eps=1e-12):
    y_true = np.array(y_true).astype(float)
    p = np.array(p).astype(float)
    if y_true.shape == p.shape:
        if (p < -eps).any() or (p > 1 + eps).any():
            raise ValueError("p is not a probability")
        p[p < eps] = eps
        p[p > 1 - eps] = 1 - eps
        first = y_true * np.log(p)
        second = (1 - y_true) * np.log(1 - p)
        result = -(first + second).sum() / p.size
        return result
    else:
        raise ValueError("not the same shape")


def cce(Y_onehot, P, eps=1e-12):
    Y_onehot = np.array(Y_onehot).astype(float)
    P = np.array(P).astype(float)
    if Y_onehot.shape == P.shape:
        if (P < -eps).any() or (P > 1 + eps).any():
            raise ValueError("P holds something that is not a probability")
        P[P < eps] = eps
        P[P > 1 - eps] = 1 - eps
        number_of_samples = P.shape[0]
        result = -(Y_onehot * np.log(P)).sum() / number_of_samples
        return result
    else:
        raise ValueError("not the same shape")
