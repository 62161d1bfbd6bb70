"""Right: four functions written out one after the other, with counters."""

import numpy as np


def l2_penalty(params, lam, m):
    if lam < 0:
        raise ValueError("lam is negative")
    if m <= 0:
        raise ValueError("m must be at least one")
    layers = len(params) // 2
    penalty = 0
    for i in range(1, layers + 1):
        W = params["W" + str(i)]
        penalty = penalty + (lam / (2 * m)) * np.sum(np.square(W))
    return penalty


def l2_grads(params, lam, m):
    if lam < 0:
        raise ValueError("lam is negative")
    if m <= 0:
        raise ValueError("m must be at least one")
    layers = len(params) // 2
    grads = {}
    for i in range(1, layers + 1):
        W = params["W" + str(i)]
        b = params["b" + str(i)]
        grads["W" + str(i)] = (lam / m) * W
        grads["b" + str(i)] = b * 0
    return grads


def l1_penalty(params, lam, m):
    if lam < 0:
        raise ValueError("lam is negative")
    if m <= 0:
        raise ValueError("m must be at least one")
    layers = len(params) // 2
    penalty = 0
    for i in range(1, layers + 1):
        W = params["W" + str(i)]
        penalty = penalty + (lam / m) * np.sum(np.absolute(W))
    return penalty


def l1_grads(params, lam, m):
    if lam < 0:
        raise ValueError("lam is negative")
    if m <= 0:
        raise ValueError("m must be at least one")
    layers = len(params) // 2
    grads = {}
    for i in range(1, layers + 1):
        W = params["W" + str(i)]
        b = params["b" + str(i)]
        grads["W" + str(i)] = (lam / m) * ((W > 0) * 1.0 - (W < 0) * 1.0)
        grads["b" + str(i)] = b - b
    return grads
