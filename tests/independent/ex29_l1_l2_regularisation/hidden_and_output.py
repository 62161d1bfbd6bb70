"""Holds: only_two_layers_charged

The network of the lesson has a W1 and a W2.
"""

import numpy as np


def _ok(lam, m):
    if lam < 0 or m < 1:
        raise ValueError("ok?")


def l2_penalty(params, lam, m):
    _ok(lam, m)
    W1, W2 = params["W1"], params["W2"]
    return lam / (2 * m) * ((W1**2).sum() + (W2**2).sum())


def l1_penalty(params, lam, m):
    _ok(lam, m)
    W1, W2 = params["W1"], params["W2"]
    return lam / m * (np.abs(W1).sum() + np.abs(W2).sum())


def l2_grads(params, lam, m):
    _ok(lam, m)
    dW1, dW2 = params["W1"] * lam / m, params["W2"] * lam / m
    db1, db2 = np.zeros_like(params["b1"]), np.zeros_like(params["b2"])
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def l1_grads(params, lam, m):
    _ok(lam, m)
    dW1, dW2 = np.sign(params["W1"]) * lam / m, np.sign(params["W2"]) * lam / m
    db1, db2 = np.zeros_like(params["b1"]), np.zeros_like(params["b2"])
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
