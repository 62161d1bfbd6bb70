"""Holds: shares_not_counts

Every row is divided by its sum.
"""

import numpy as np


def check_labels(labels, number_of_classes):
    labels = np.array(labels)
    if labels.ndim != 1:
        raise ValueError("labels must be one-dimensional")
    for label in labels:
        if label < 0 or label >= number_of_classes:
            raise ValueError("unknown label")
    return labels.astype(int)


def confusion_matrix(y, y_hat, k):
    """Rows are true classes, columns are predicted classes."""
    y_true = check_labels(y, k)
    y_pred = check_labels(y_hat, k)
    if len(y_true) != len(y_pred):
        raise ValueError("y and y_hat must have the same length")
    matrix = np.zeros((k, k), dtype=int)
    for i in range(len(y_true)):
        matrix[y_true[i]][y_pred[i]] += 1
    sums = matrix.sum(axis=1).reshape(-1, 1)
    return np.divide(matrix, sums, out=np.zeros((k, k)), where=sums > 0)


def per_class_accuracy(y, y_hat, k):
    matrix = confusion_matrix(y, y_hat, k)
    accuracies = np.zeros(k)
    for c in range(k):
        total = matrix[c].sum()
        if not total > 0:
            accuracies[c] = np.nan
        else:
            accuracies[c] = matrix[c, c] / total
    return accuracies


class NeuralNetwork:
    def __init__(self, layer_sizes, activation="relu", learning_rate=0.01, seed=None):
        if activation not in ["relu", "tanh", "sigmoid"]:
            raise ValueError("activation must be relu, tanh or sigmoid")
        self.layer_sizes = layer_sizes
        self.activation_name = activation
        self.lr = learning_rate
        self.rng = np.random.default_rng(seed)
        self.initialize_parameters()

    def initialize_parameters(self):
        self.W = []
        self.b = []
        for i in range(len(self.layer_sizes) - 1):
            n_in = self.layer_sizes[i]
            n_out = self.layer_sizes[i + 1]
            if self.activation_name == "relu":
                w = self.rng.standard_normal((n_in, n_out)) * np.sqrt(2.0 / n_in)
            else:
                w = self.rng.standard_normal((n_in, n_out)) * np.sqrt(1.0 / n_in)
            self.W.append(w)
            self.b.append(np.zeros((1, n_out)))

    def activation(self, Z):
        if self.activation_name == "relu":
            return np.maximum(0, Z)
        if self.activation_name == "tanh":
            return np.tanh(Z)
        return self.sigmoid(Z)

    def activation_derivative(self, Z):
        if self.activation_name == "relu":
            return np.where(Z > 0, 1.0, 0.0)
        if self.activation_name == "tanh":
            return 1 - np.tanh(Z) ** 2
        return self.sigmoid(Z) * (1 - self.sigmoid(Z))

    def sigmoid(self, Z):
        return 1 / (1 + np.exp(-np.clip(Z, -500, 500)))

    def softmax(self, Z):
        exp_Z = np.exp(Z - np.max(Z, axis=1, keepdims=True))
        return exp_Z / np.sum(exp_Z, axis=1, keepdims=True)

    def check_inputs(self, X):
        X = np.array(X, dtype=float)
        if X.ndim != 2:
            raise ValueError("X must have two dimensions")
        if X.shape[1] != self.layer_sizes[0]:
            raise ValueError("X has the wrong number of columns")
        if np.any(~np.isfinite(X)):
            raise ValueError("X must be finite")
        return X

    def prepare_labels(self, y, m):
        y = np.array(y)
        n_out = self.layer_sizes[-1]
        if y.ndim == 2 and n_out > 1:
            if y.shape != (m, n_out):
                raise ValueError("one-hot labels of the wrong shape")
            return y.astype(float)
        if y.ndim != 1 or len(y) != m:
            raise ValueError("labels of the wrong shape")
        n_classes = 2 if n_out == 1 else n_out
        if y.min() < 0 or y.max() >= n_classes:
            raise ValueError("unknown label")
        if n_out == 1:
            return y.reshape(m, 1).astype(float)
        one_hot = np.zeros((m, n_out))
        one_hot[np.arange(m), y.astype(int)] = 1.0
        return one_hot

    def forward(self, X):
        X = self.check_inputs(X)
        self.Zs = []
        self.As = [X]
        A = X
        L = len(self.W)
        for i in range(L - 1):
            Z = np.dot(A, self.W[i]) + self.b[i]
            A = self.activation(Z)
            self.Zs.append(Z)
            self.As.append(A)
        Z = np.dot(A, self.W[L - 1]) + self.b[L - 1]
        A = self.sigmoid(Z) if self.layer_sizes[-1] == 1 else self.softmax(Z)
        self.Zs.append(Z)
        self.As.append(A)
        return A

    def backward(self, X, y):
        X = self.check_inputs(X)
        m = X.shape[0]
        y = self.prepare_labels(y, m)
        self.forward(X)
        L = len(self.W)
        dW = [0] * L
        db = [0] * L
        dZ = (self.As[L] - y) / m
        for i in reversed(range(L)):
            dW[i] = np.dot(self.As[i].T, dZ)
            db[i] = np.sum(dZ, axis=0, keepdims=True)
            if i != 0:
                dA = np.dot(dZ, self.W[i].T)
                dZ = dA * self.activation_derivative(self.Zs[i - 1])
        return dW, db

    def update_parameters(self, dW, db):
        for i in range(len(self.W)):
            self.W[i] = self.W[i] - self.lr * dW[i]
            self.b[i] = self.b[i] - self.lr * db[i]

    def compute_loss(self, y, p):
        y = self.prepare_labels(y, len(p))
        p = np.clip(p, 1e-12, 1 - 1e-12)
        if self.layer_sizes[-1] == 1:
            losses = -(y * np.log(p) + (1 - y) * np.log(1 - p))
        else:
            losses = -np.sum(y * np.log(p), axis=1)
        return float(np.mean(losses))

    def train(self, X, y, epochs, batch_size=32):
        X = self.check_inputs(X)
        y = np.array(y)
        self.prepare_labels(y, len(X))
        losses = []
        for epoch in range(epochs):
            indices = self.rng.permutation(X.shape[0])
            X_shuffled = X[indices]
            y_shuffled = y[indices]
            for i in range(0, X.shape[0], batch_size):
                X_batch = X_shuffled[i : i + batch_size]
                y_batch = y_shuffled[i : i + batch_size]
                dW, db = self.backward(X_batch, y_batch)
                self.update_parameters(dW, db)
            losses.append(self.compute_loss(y, self.forward(X)))
        return losses

    def predict_proba(self, X):
        return self.forward(X)

    def predict(self, X):
        p = self.forward(X)
        if self.layer_sizes[-1] == 1:
            return (p > 0.5).astype(int).flatten()
        return np.argmax(p, axis=1)
