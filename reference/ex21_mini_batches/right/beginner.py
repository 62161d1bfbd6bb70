"""Right: as a beginner writes it; a list of batches, one number after the other."""

import numpy as np


def iterate_minibatches(X, y, batch_size, seed=None, shuffle=True):
    if batch_size <= 0:
        raise ValueError("batch_size must be positive")
    if X.shape[0] != y.shape[0]:
        raise ValueError("X and y must have the same length")
    m = X.shape[0]
    numbers = list(range(m))
    if shuffle == True:  # noqa: E712  (a beginner's)
        rng = np.random.default_rng(seed)
        rng.shuffle(numbers)
    batches = []
    X_batch = []
    y_batch = []
    for i in numbers:
        X_batch.append(X[i])
        y_batch.append(y[i])
        if len(X_batch) == batch_size:
            batches.append((np.array(X_batch), np.array(y_batch)))
            X_batch = []
            y_batch = []
    if len(X_batch) > 0:
        batches.append((np.array(X_batch), np.array(y_batch)))
    return batches


def fit_linear(X, y, lr, epochs, batch_size=None, seed=0):
    m = X.shape[0]
    n = X.shape[1]
    if batch_size == None:  # noqa: E711  (a beginner's)
        batch_size = m
    if batch_size <= 0 or m != len(y):
        raise ValueError("bad arguments")
    w = np.zeros(n)
    b = 0.0
    losses = []
    for epoch in range(epochs):
        for X_batch, y_batch in iterate_minibatches(X, y, batch_size, seed + epoch):
            k = X_batch.shape[0]
            predictions = np.dot(X_batch, w) + b
            error = predictions - y_batch
            dw = (2 / k) * np.dot(X_batch.T, error)
            db = (2 / k) * np.sum(error)
            w = w - lr * dw
            b = b - lr * db
        loss = 0.0
        for i in range(m):
            loss = loss + (np.dot(X[i], w) + b - y[i]) ** 2
        losses.append(loss / m)
    return w, b, losses
