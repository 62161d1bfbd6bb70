"""Wrong: * in place of @."""

import numpy as np


def relu(z):
    return np.maximum(0, z)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward_3layer(X, params):
    W1, b1 = params["W1"], params["b1"]
    W2, b2 = params["W2"], params["b2"]
    W3, b3 = params["W3"], params["b3"]
    for W, b in ((W1, b1), (W2, b2), (W3, b3)):
        if b.shape != (W.shape[0], 1):
            raise ValueError("a bias is not a column")
    A1 = relu(W1 * X + b1)
    A2 = relu(W2 * A1 + b2)
    A3 = sigmoid(W3 * A2 + b3)
    return A3
