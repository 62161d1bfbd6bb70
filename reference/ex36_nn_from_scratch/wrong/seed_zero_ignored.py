"""Wrong: the seed 0 counts as none."""

import numpy as np


def act(z, name):
    if name == "relu":
        return np.maximum(0, z)
    if name == "tanh":
        return np.tanh(z)
    return 1 / (1 + np.exp(-z))


def slope(z, name):
    if name == "relu":
        return (z > 0).astype(float)
    if name == "tanh":
        return 1 - np.tanh(z) ** 2
    s = 1 / (1 + np.exp(-z))
    return s * (1 - s)


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


class NeuralNetwork:
    def __init__(self, layer_sizes, activation="relu", learning_rate=0.01, seed=None):
        if activation not in ("relu", "tanh", "sigmoid"):
            raise ValueError(f"unknown activation {activation}")
        self.sizes = list(layer_sizes)
        self.activation = activation
        self.learning_rate = learning_rate
        self.rng = np.random.default_rng(seed if seed else None)
        self._draw()

    def _draw(self):
        self.W, self.b = [], []
        for n_in, n_out in zip(self.sizes[:-1], self.sizes[1:]):
            scale = np.sqrt((2 if self.activation == "relu" else 1) / n_in)
            self.W.append(self.rng.normal(0, scale, (n_in, n_out)))
            self.b.append(np.zeros((1, n_out)))

    def _check(self, X):
        X = np.asarray(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != self.sizes[0]:
            raise ValueError("X has the wrong shape")
        if not np.all(np.isfinite(X)):
            raise ValueError("X holds nan or infinity")
        return X

    def _table(self, y, m):
        y = np.asarray(y)
        k = self.sizes[-1]
        if k > 1 and y.shape == (m, k):
            return y
        if y.shape != (m,):
            raise ValueError("y has the wrong shape")
        if not np.isin(y, range(max(k, 2))).all():
            raise ValueError("y holds an unknown label")
        if k == 1:
            return y.reshape(-1, 1)
        return np.eye(k)[y]

    def _run(self, X):
        zs, acts = [], [X]
        last = len(self.W) - 1
        for i in range(len(self.W)):
            z = acts[-1] @ self.W[i] + self.b[i]
            zs.append(z)
            if i < last:
                acts.append(act(z, self.activation))
            elif self.sizes[-1] == 1:
                acts.append(1 / (1 + np.exp(-z)))
            else:
                acts.append(softmax(z))
        return zs, acts

    def forward(self, X):
        return self._run(self._check(X))[1][-1]

    def compute_loss(self, y, p):
        return self._loss(self._table(y, len(p)), p)

    def _loss(self, y, p):
        p = np.clip(p, 1e-12, 1 - 1e-12)
        if self.sizes[-1] == 1:
            return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
        return float(-np.sum(y * np.log(p)) / len(p))

    def backward(self, X, y):
        X = self._check(X)
        return self._gradient(X, self._table(y, len(X)))

    def _gradient(self, X, y):
        zs, acts = self._run(X)
        delta = (acts[-1] - y) / len(X)
        dW, db = [None] * len(self.W), [None] * len(self.W)
        for i in range(len(self.W) - 1, -1, -1):
            dW[i] = acts[i].T @ delta
            db[i] = np.sum(delta, axis=0, keepdims=True)
            if i > 0:
                delta = (delta @ self.W[i].T) * slope(zs[i - 1], self.activation)
        return dW, db

    def _step(self, dW, db):
        for i in range(len(self.W)):
            self.W[i] = self.W[i] - self.learning_rate * dW[i]
            self.b[i] = self.b[i] - self.learning_rate * db[i]

    def train(self, X, y, epochs, batch_size=32):
        X = self._check(X)
        y = self._table(y, len(X))
        losses = []
        for _ in range(epochs):
            order = self.rng.permutation(len(X))
            for start in range(0, len(X), batch_size):
                rows = order[start : start + batch_size]
                self._step(*self._gradient(X[rows], y[rows]))
            losses.append(self._loss(y, self._run(X)[1][-1]))
        return losses

    def predict(self, X):
        p = self.forward(X)
        if self.sizes[-1] == 1:
            return (p[:, 0] > 0.5).astype(int)
        return np.argmax(p, axis=1)

    def predict_proba(self, X):
        return self.forward(X)
