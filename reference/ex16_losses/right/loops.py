"""Right: loops over rows and classes."""

import numpy as np


def mse(y_true, y_pred):
    """Walk along both flattened arrays."""
    y = np.array(y_true, dtype=float)
    guess = np.array(y_pred, dtype=float)
    if y.shape != guess.shape:
        raise ValueError("shapes differ")
    y = y.ravel()
    guess = guess.ravel()
    total = 0.0
    for i in range(len(y)):
        total = total + (guess[i] - y[i]) ** 2
    return total / len(y)


def bce(y_true, p, eps=1e-12):
    """Decide per entry which probability counts."""
    y = np.array(y_true, dtype=float)
    p = np.array(p, dtype=float)
    if y.shape != p.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for index in np.ndindex(y.shape):
        chance = p[index]
        if chance < 0 - eps or chance > 1 + eps:
            raise ValueError("not a probability")
        if chance < eps:
            chance = eps
        if chance > 1 - eps:
            chance = 1 - eps
        total = total - y[index] * np.log(chance)
        total = total - (1 - y[index]) * np.log(1 - chance)
    return total / y.size


def cce(Y_onehot, P, eps=1e-12):
    """Add up each row, then average the rows."""
    Y = np.array(Y_onehot, dtype=float)
    P = np.array(P, dtype=float)
    if Y.shape != P.shape:
        raise ValueError("shapes differ")
    row_losses = []
    for i in range(Y.shape[0]):
        row_loss = 0.0
        for j in range(Y.shape[1]):
            chance = P[i, j]
            if chance < 0 - eps or chance > 1 + eps:
                raise ValueError("not a probability")
            if chance < eps:
                chance = eps
            row_loss = row_loss - Y[i, j] * np.log(chance)
        row_losses.append(row_loss)
    return sum(row_losses) / len(row_losses)
