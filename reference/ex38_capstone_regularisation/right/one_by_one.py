"""Right: in-place steps, a decision at a time, a count of bad epochs, and prints."""

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
    def __init__(
        self,
        layer_sizes,
        activation="relu",
        learning_rate=0.01,
        seed=None,
        l2=0.0,
        dropout=0.0,
    ):
        if activation not in ("relu", "tanh", "sigmoid"):
            raise ValueError(f"unknown activation {activation}")
        if not l2 >= 0 or not 0 <= dropout < 1:
            raise ValueError("l2 or dropout makes no sense")
        self.l2, self.dropout = l2, dropout
        self.sizes = list(layer_sizes)
        self.activation = activation
        self.learning_rate = learning_rate
        self.rng = np.random.default_rng(seed)
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

    def _run(self, X, dropping=False):
        """Return sums, what each layer read, and the factors of the hidden layers."""
        zs, acts, factors = [], [X], []
        last = len(self.W) - 1
        for i in range(len(self.W)):
            z = acts[-1] @ self.W[i] + self.b[i]
            zs.append(z)
            if i < last:
                a = act(z, self.activation)
                drops = dropping and self.dropout > 0
                factors.append(self._factor(a) if drops else np.ones(a.shape))
                acts.append(a * factors[-1])
            elif self.sizes[-1] == 1:
                acts.append(1 / (1 + np.exp(-z)))
            else:
                acts.append(softmax(z))
        return zs, acts, factors

    def _factor(self, a):
        # One decision at a time, in nested lists.
        rows = []
        for _ in range(a.shape[0]):
            row = []
            for _ in range(a.shape[1]):
                dropped = self.rng.random() < self.dropout
                row.append(0.0 if dropped else 1.0 / (1.0 - self.dropout))
            rows.append(row)
        return np.array(rows)

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

    def _gradient(self, X, y, dropping=False):
        zs, acts, factors = self._run(X, dropping)
        delta = (acts[-1] - y) / len(X)
        dW, db = [None] * len(self.W), [None] * len(self.W)
        for i in range(len(self.W) - 1, -1, -1):
            dW[i] = acts[i].T @ delta
            dW[i] += self.W[i] * (self.l2 / X.shape[0])
            db[i] = np.sum(delta, axis=0, keepdims=True)
            if i > 0:
                delta = (delta @ self.W[i].T) * slope(zs[i - 1], self.activation)
                delta = delta * factors[i - 1]
        return dW, db

    def _step(self, dW, db):
        for i in range(len(self.W)):
            self.W[i] -= self.learning_rate * dW[i]
            self.b[i] -= self.learning_rate * db[i]

    def train(self, X, y, epochs, batch_size=32, X_val=None, y_val=None, patience=None):
        X = self._check(X)
        y = self._table(y, len(X))
        if (X_val is None) != (y_val is None):
            raise ValueError("half of the validation data is missing")
        if patience is not None and (X_val is None or patience < 1):
            raise ValueError("patience makes no sense")
        if X_val is not None:
            X_val = self._check(X_val)
            y_val = self._table(y_val, len(X_val))
        train_loss, val_loss = [], []
        best_epoch, best = None, None
        lowest, bad_epochs = float("inf"), 0
        for epoch in range(epochs):
            order = self.rng.permutation(len(X))
            for start in range(0, len(X), batch_size):
                rows = order[start : start + batch_size]
                self._step(*self._gradient(X[rows], y[rows], dropping=True))
            train_loss.append(self._measure(X, y))
            if X_val is None:
                continue
            val_loss.append(self._measure(X_val, y_val))
            bad_epochs = bad_epochs + 1
            if val_loss[-1] < lowest:
                lowest = val_loss[-1]
                bad_epochs = 0
                best_epoch = epoch
                best = [w.copy() for w in self.W], [b.copy() for b in self.b]
            print("epoch", epoch, "validation loss", val_loss[-1])
            if bad_epochs == patience:
                print("stopped")
                break
        if patience is not None:
            self.W, self.b = best
        return {
            "train_loss": train_loss,
            "val_loss": val_loss,
            "best_epoch": best_epoch,
        }

    def _measure(self, X, y):
        return self._loss(y, self._run(X)[1][-1])

    def predict(self, X):
        p = self.forward(X)
        if self.sizes[-1] == 1:
            return (p[:, 0] > 0.5).astype(int)
        return np.argmax(p, axis=1)

    def predict_proba(self, X):
        return self.forward(X)
