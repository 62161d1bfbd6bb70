"""Wrong: big is twice He in variance."""

import numpy as np


def act(name, z):
    if name == "sigmoid":
        return 1 / (1 + np.exp(-z))
    if name == "tanh":
        return np.tanh(z)
    if name == "relu":
        return np.maximum(z, 0)
    raise ValueError("unknown activation")


def slope(name, z):
    if name == "sigmoid":
        s = 1 / (1 + np.exp(-z))
        return s * (1 - s)
    if name == "tanh":
        return 1 - np.tanh(z) ** 2
    return (z > 0).astype(float)


def spread(init, width):
    if init == "small":
        return 0.01
    if init == "xavier":
        return np.sqrt(1 / width)
    if init == "he":
        return np.sqrt(2 / width)
    if init == "big":
        return np.sqrt(2 * 2 / width)
    raise ValueError("unknown init")


def gradient_norms(n_layers, activation, init, width=32, seed=0):
    std = spread(init, width)
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(width, 8))
    Ws, Zs, As = [], [], [A]
    for _ in range(n_layers):
        W = rng.normal(size=(width, width)) * std
        Z = W @ A
        A = act(activation, Z)
        Ws.append(W)
        Zs.append(Z)
        As.append(A)
    dA = np.ones((width, 8))
    norms = []
    for i in range(n_layers - 1, -1, -1):
        dZ = dA * slope(activation, Zs[i])
        norms.append(np.linalg.norm(dZ))
        dA = Ws[i].T @ dZ
    return norms[::-1]


def classify(norms):
    first, last = norms[0], norms[-1]
    if first == 0:
        return "vanishing"
    ratio = first / last
    if ratio < 1 / 1000:
        return "vanishing"
    if ratio > 1000:
        return "exploding"
    return "stable"
