"""Right, as a beginner writes it: everything in one function, name by name."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


def update_parameters(params, grads, lr):
    new_params = {}
    new_params["W1"] = params["W1"] - lr * grads["dW1"]
    new_params["b1"] = params["b1"] - lr * grads["db1"]
    new_params["W2"] = params["W2"] - lr * grads["dW2"]
    new_params["b2"] = params["b2"] - lr * grads["db2"]
    return new_params


def train_network(X, Y, layer_sizes, learning_rate=0.01, epochs=1000, seed=0):
    if learning_rate < 0:
        raise ValueError("learning_rate must not be negative")
    if epochs < 0:
        raise ValueError("epochs must not be negative")
    if Y.ndim != 2 or Y.shape[0] != 1 or Y.shape[1] != X.shape[1]:
        raise ValueError("Y must be (1, m)")
    for label in Y[0]:
        if label != 0 and label != 1:
            raise ValueError("labels must be 0 or 1")

    n_x = layer_sizes[0]
    n_h = layer_sizes[1]
    m = X.shape[1]
    rng = np.random.default_rng(seed)
    W2 = rng.standard_normal((1, n_h)) * (2 / n_h) ** 0.5
    W1 = rng.standard_normal((n_h, n_x)) * (2 / n_x) ** 0.5
    params = {"W1": W1, "b1": np.zeros((n_h, 1)), "W2": W2, "b2": np.zeros((1, 1))}

    losses = []
    for epoch in range(epochs):
        # forward
        Z1 = np.dot(params["W1"], X) + params["b1"]
        A1 = np.where(Z1 > 0, Z1, 0)
        Z2 = np.dot(params["W2"], A1) + params["b2"]
        A2 = sigmoid(Z2)

        # loss
        P = np.clip(A2, 1e-12, 1 - 1e-12)
        loss = np.sum(-Y * np.log(P) - (1 - Y) * np.log(1 - P)) / m
        if loss != loss:
            raise FloatingPointError("nan in epoch " + str(epoch))
        losses.append(loss)

        # backward
        dZ2 = A2 - Y
        dW2 = np.dot(dZ2, A1.T) / m
        db2 = np.sum(dZ2, axis=1, keepdims=True) / m
        dZ1 = np.dot(params["W2"].T, dZ2)
        dZ1[Z1 <= 0] = 0
        dW1 = np.dot(dZ1, X.T) / m
        db1 = np.sum(dZ1, axis=1, keepdims=True) / m

        grads = {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
        params = update_parameters(params, grads, learning_rate)
    return params, losses


def predict(X, params, threshold=0.5):
    A1 = np.maximum(0, np.dot(params["W1"], X) + params["b1"])
    A2 = sigmoid(np.dot(params["W2"], A1) + params["b2"])
    answers = np.zeros(A2.shape, dtype=int)
    answers[A2 > threshold] = 1
    return answers
