"""Right: the gradient is added up sample by sample, with plain loops."""

import random

import numpy as np


class NeuralNetwork:
    def __init__(self, layer_sizes, activation="relu", learning_rate=0.01, seed=None):
        if activation == "relu":
            self.act = lambda z: np.where(z > 0, z, 0.0)
            self.der = lambda z: np.where(z > 0, 1.0, 0.0)
        elif activation == "tanh":
            self.act = np.tanh
            self.der = lambda z: 1.0 - np.tanh(z) ** 2
        elif activation == "sigmoid":
            self.act = self.sigma
            self.der = lambda z: self.sigma(z) * (1.0 - self.sigma(z))
        else:
            raise ValueError("activation")
        self.sizes = [*layer_sizes]
        self.depth = len(self.sizes) - 1
        self.learning_rate = learning_rate
        self.dice = random.Random(seed)
        self.W, self.b = [], []
        for l in range(self.depth):  # noqa: E741
            n_in, n_out = self.sizes[l], self.sizes[l + 1]
            spread = (2 / n_in) ** 0.5 if activation == "relu" else (1 / n_in) ** 0.5
            rows = [
                [self.dice.gauss(0, spread) for _ in range(n_out)] for _ in range(n_in)
            ]
            self.W.append(np.array(rows))
            self.b.append(np.zeros((1, n_out)))

    @staticmethod
    def sigma(z):
        z = np.clip(z, -700, 700)
        return 1.0 / (1.0 + np.exp(-z))

    def walk(self, x):
        """Send one sample through; keep what each layer read and its sums."""
        read, sums = [], []
        for l in range(self.depth):  # noqa: E741
            read.append(x)
            z = self.b[l][0] + x @ self.W[l]
            sums.append(z)
            x = self.act(z)
        z = sums[-1]
        if len(z) == 1:
            return self.sigma(z), read, sums
        weights = np.exp(z - max(z))
        return weights / sum(weights), read, sums

    def rows(self, X):
        rows = [np.array(row, dtype=float) for row in X]
        for row in rows:
            if row.shape != (self.sizes[0],):
                raise ValueError("columns")
            if not all(np.isfinite(value) for value in row):
                raise ValueError("nan")
        return rows

    def wanted(self, y, m):
        """Write the wanted outputs of each sample as a list."""
        k = self.sizes[-1]
        if len(y) != m:
            raise ValueError("lengths")
        if k > 1 and np.shape(y) == (m, k):
            return [list(row) for row in y]
        if np.shape(y) != (m,):
            raise ValueError("shape of y")
        wanted = []
        for label in y:
            if label not in range(max(k, 2)):
                raise ValueError("label")
            wanted.append([label] if k == 1 else [int(j == label) for j in range(k)])
        return wanted

    def forward(self, X):
        return np.array([self.walk(x)[0] for x in self.rows(X)])

    def predict_proba(self, X):
        return self.forward(X)

    def predict(self, X):
        chosen = []
        for p in self.forward(X):
            chosen.append(int(p[0] > 0.5) if len(p) == 1 else int(np.argmax(p)))
        return np.array(chosen)

    def compute_loss(self, y, p):
        total = 0.0
        for want, row in zip(self.wanted(y, len(p)), p, strict=True):
            for t, q in zip(want, row, strict=True):
                total -= t * np.log(max(q, 1e-12))
                if len(want) == 1:
                    total -= (1 - t) * np.log(max(1 - q, 1e-12))
        return total / len(p)

    def collect(self, rows, wanted):
        dW = [np.zeros(w.shape) for w in self.W]
        db = [np.zeros(b.shape) for b in self.b]
        for x, want in zip(rows, wanted, strict=True):
            p, read, sums = self.walk(x)
            delta = p - np.array(want)
            for l in range(self.depth - 1, -1, -1):  # noqa: E741
                dW[l] += np.outer(read[l], delta) / len(rows)
                db[l] += delta / len(rows)
                if l:
                    delta = self.W[l] @ delta * self.der(sums[l - 1])
        return dW, db

    def backward(self, X, y):
        rows = self.rows(X)
        return self.collect(rows, self.wanted(y, len(rows)))

    def train(self, X, y, epochs, batch_size=32):
        rows = self.rows(X)
        samples = list(zip(rows, self.wanted(y, len(rows)), strict=True))
        losses = []
        for _ in range(epochs):
            self.dice.shuffle(samples)
            for start in range(0, len(samples), batch_size):
                dW, db = self.collect(
                    *zip(*samples[start : start + batch_size], strict=True)
                )
                for l in range(self.depth):  # noqa: E741
                    self.W[l] = self.W[l] - self.learning_rate * dW[l]
                    self.b[l] = self.b[l] - self.learning_rate * db[l]
            losses.append(self.compute_loss(y, self.forward(X)))
        return losses
