"""Right, as a beginner writes it: one name after the other, in one function."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def train_xor(hidden=4, activation="tanh", lr=0.5, epochs=2000, seed=0):
    if hidden <= 0:
        raise ValueError("hidden must be at least 1")
    if activation != "tanh" and activation != "relu":
        raise ValueError("activation must be tanh or relu")
    X = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
    Y = np.array([[0, 1, 1, 0]])
    m = 4

    rng = np.random.default_rng(seed)
    W1 = rng.standard_normal((hidden, 2)) * (1 / 2) ** 0.5
    b1 = np.zeros((hidden, 1))
    W2 = rng.standard_normal((1, hidden)) * (1 / hidden) ** 0.5
    b2 = np.zeros((1, 1))

    losses = []
    for epoch in range(epochs):
        # forward
        Z1 = np.dot(W1, X) + b1
        if activation == "tanh":
            A1 = np.tanh(Z1)
        if activation == "relu":
            A1 = np.where(Z1 > 0, Z1, 0)
        Z2 = np.dot(W2, A1) + b2
        A2 = sigmoid(Z2)

        # loss
        P = np.clip(A2, 1e-12, 1 - 1e-12)
        loss = -np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P)) / m
        losses.append(loss)

        # backward
        dZ2 = A2 - Y
        dW2 = np.dot(dZ2, A1.T) / m
        db2 = np.sum(dZ2, axis=1, keepdims=True) / m
        dA1 = np.dot(W2.T, dZ2)
        if activation == "tanh":
            dZ1 = dA1 * (1 - A1**2)
        if activation == "relu":
            dZ1 = dA1 * (A1 > 0)
        dW1 = np.dot(dZ1, X.T) / m
        db1 = np.sum(dZ1, axis=1, keepdims=True) / m

        # update
        W1 = W1 - lr * dW1
        b1 = b1 - lr * db1
        W2 = W2 - lr * dW2
        b2 = b2 - lr * db2

    params = {"W1": W1, "b1": b1, "W2": W2, "b2": b2, "activation": activation}
    return params, losses


def predict(X, params):
    Z1 = np.dot(params["W1"], X) + params["b1"]
    if params["activation"] == "tanh":
        A1 = np.tanh(Z1)
    else:
        A1 = np.maximum(0, Z1)
    A2 = sigmoid(np.dot(params["W2"], A1) + params["b2"])
    answers = np.zeros(A2.shape, dtype=int)
    answers[A2 > 0.5] = 1
    return answers
