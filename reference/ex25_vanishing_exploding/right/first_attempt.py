"""Right: a beginner's lists, with a branch for each name in every loop."""

import numpy as np


def gradient_norms(n_layers, activation, init, width=32, seed=0):
    if activation != "sigmoid" and activation != "tanh" and activation != "relu":
        raise ValueError("activation must be sigmoid, tanh or relu")
    if init not in ("small", "xavier", "he", "big"):
        raise ValueError("init must be small, xavier, he or big")
    rng = np.random.default_rng(seed)
    A_list = [rng.normal(size=(width, 8))]
    W_list = []
    Z_list = []
    for i in range(n_layers):
        if init == "small":
            W = rng.normal(size=(width, width)) * 0.01
        if init == "xavier":
            W = rng.normal(size=(width, width)) * np.sqrt(1 / width)
        if init == "he":
            W = rng.normal(size=(width, width)) * np.sqrt(2 / width)
        if init == "big":
            W = rng.normal(size=(width, width)) * (2 * np.sqrt(2 / width))
        Z = np.dot(W, A_list[i])
        if activation == "sigmoid":
            A = 1 / (1 + np.exp(-Z))
        if activation == "tanh":
            A = np.tanh(Z)
        if activation == "relu":
            A = np.maximum(0, Z)
        W_list.append(W)
        Z_list.append(Z)
        A_list.append(A)
    norms = [0] * n_layers
    dA = np.ones((width, 8))
    for i in reversed(range(n_layers)):
        if activation == "sigmoid":
            dZ = dA * A_list[i + 1] * (1 - A_list[i + 1])
        if activation == "tanh":
            dZ = dA * (1 - np.tanh(Z_list[i]) ** 2)
        if activation == "relu":
            dZ = dA * (Z_list[i] > 0)
        norms[i] = float(np.sqrt(np.sum(dZ**2)))
        dA = np.dot(W_list[i].T, dZ)
    return norms


def classify(norms):
    if norms[0] == 0:
        return "vanishing"
    if norms[0] < norms[-1] / 1000:
        return "vanishing"
    if norms[0] > norms[-1] * 1000:
        return "exploding"
    return "stable"
