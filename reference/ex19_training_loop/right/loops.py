"""Right: one sample at a time; the losses are counted down from the scores."""

import math

import numpy as np


def update_parameters(params, grads, lr):
    """Move entry by entry."""
    new = {}
    for name in params:
        moved = np.array(params[name], dtype=float)
        for place in np.ndindex(moved.shape):
            moved[place] -= lr * grads["d" + name][place]
        new[name] = moved
    return new


def one_sample(x, params):
    """Return the hidden values and the score of one sample, a vector."""
    a = params["W1"] @ x + params["b1"][:, 0]
    a[a < 0] = 0.0
    return a, float(params["W2"][0] @ a) + float(params["b2"][0, 0])


def probability(z):
    """Return the sigmoid of one number; nan stays nan."""
    if z < -700:
        return 0.0
    return 1 / (1 + math.exp(-z))


def cost(z, y):
    """Return -log of the probability of what was true."""
    wrong_way = -z if y == 1 else z
    if wrong_way > 30:
        return wrong_way
    return math.log(1 + math.exp(wrong_way))


def train_network(X, Y, layer_sizes, learning_rate=0.01, epochs=1000, seed=0):
    """Add up what each sample contributes, then step."""
    m = len(X[0])
    if not (learning_rate >= 0 and epochs >= 0):
        raise ValueError("below zero")
    if list(Y.shape) != [1, m] or set(Y[0].tolist()) - {0, 1}:
        raise ValueError("labels")
    rng = np.random.default_rng(seed)
    params = {}
    for layer in 1, 2:
        rows, columns = layer_sizes[layer], layer_sizes[layer - 1]
        params[f"W{layer}"] = np.zeros((rows, columns))
        params[f"b{layer}"] = np.zeros((rows, 1))
        for place in np.ndindex(rows, columns):
            params[f"W{layer}"][place] = rng.normal(0, math.sqrt(2 / columns))
    losses = []
    while len(losses) < epochs:
        grads = {"d" + name: np.zeros(value.shape) for name, value in params.items()}
        total = 0.0
        for j in range(m):
            a, z = one_sample(X[:, j], params)
            total += cost(z, Y[0, j]) / m
            error = (probability(z) - Y[0, j]) / m
            back = error * params["W2"][0] * (a > 0)
            grads["dW2"][0] += error * a
            grads["db2"][0, 0] += error
            grads["dW1"] += np.outer(back, X[:, j])
            grads["db1"][:, 0] += back
        if math.isnan(total):
            raise FloatingPointError("nan")
        losses.append(total)
        params = {n: params[n] - learning_rate * grads["d" + n] for n in params}
    return params, losses


def predict(X, params, threshold=0.5):
    """Ask about each column."""
    answers = [probability(one_sample(x, params)[1]) > threshold for x in X.T]
    return np.array([[1 if yes else 0 for yes in answers]])
