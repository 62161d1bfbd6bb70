"""Right: everything written out three times, with prints, tanh for the sigmoid."""

import numpy as np


def forward_3layer(X, params):
    print("keys:", list(params))
    W1 = params["W1"]
    W2 = params["W2"]
    W3 = params["W3"]
    b1 = params["b1"]
    b2 = params["b2"]
    b3 = params["b3"]
    if b1.shape != (W1.shape[0], 1):
        raise ValueError("b1")
    if b2.shape != (W2.shape[0], 1):
        raise ValueError("b2")
    if b3.shape != (W3.shape[0], 1):
        raise ValueError("b3")

    Z1 = np.dot(W1, X) + b1
    A1 = Z1.copy()
    A1[A1 < 0] = 0
    print("A1", A1.shape)

    Z2 = np.dot(W2, A1) + b2
    A2 = Z2.copy()
    A2[A2 < 0] = 0
    print("A2", A2.shape)

    Z3 = np.dot(W3, A2) + b3
    A3 = 0.5 + 0.5 * np.tanh(Z3 / 2)
    print("A3", A3)
    return A3
