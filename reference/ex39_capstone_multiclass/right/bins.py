"""Right: pairs are numbered and counted by bincount; columns inside the network."""

import numpy as np


def sigmoid(Z):
    return 0.5 * (1 + np.tanh(Z / 2))


FUNCTIONS = {
    "relu": (lambda Z: np.maximum(Z, 0), lambda A: (A > 0) * 1),
    "tanh": (np.tanh, lambda A: 1 - A * A),
    "sigmoid": (sigmoid, lambda A: A - A * A),
}


def numbered(y, y_hat, k):
    y, y_hat = np.array(y), np.array(y_hat)
    if y.shape != (y.size,) or y_hat.shape != (y.size,):
        raise ValueError("shapes")
    both = np.concatenate([y, y_hat])
    if both.min() < 0 or both.max() >= k:
        raise ValueError("labels")
    return k * y + y_hat


def confusion_matrix(y, y_hat, k):
    return np.bincount(numbered(y, y_hat, k), minlength=k * k).reshape(k, k)


def per_class_accuracy(y, y_hat, k):
    matrix = confusion_matrix(y, y_hat, k)
    with np.errstate(invalid="ignore"):
        return np.diag(matrix) / matrix.sum(axis=1)


class NeuralNetwork:
    """The slopes are written with the activated value here, which says as much."""

    def __init__(self, layer_sizes, activation="relu", learning_rate=0.01, seed=None):
        try:
            self.f, self.slope_of_a = FUNCTIONS[activation]
        except KeyError:
            raise ValueError("no such activation") from None
        self.n, self.lr = list(layer_sizes), learning_rate
        # An old-style generator, but one of its own.
        self.rs = np.random.RandomState(seed)
        factor = {"relu": 2}.get(activation, 1)
        self.W = [
            self.rs.randn(i, o) * (factor / i) ** 0.5
            for i, o in zip(self.n[:-1], self.n[1:], strict=True)
        ]
        self.b = [np.zeros((1, o)) for o in self.n[1:]]

    def columns(self, X):
        X = np.asarray(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != self.n[0] or not np.isfinite(X.sum()):
            raise ValueError("X does not fit")
        return X.T

    def targets(self, y, m):
        k, y = self.n[-1], np.asarray(y)
        if k > 1 and y.shape == (m, k):
            return y.T
        if y.shape != (m,):
            raise ValueError("one label per sample")
        if k == 1:
            if any(label not in (0, 1) for label in y):
                raise ValueError("labels are 0 and 1")
            return y[None, :]
        if y.min() < 0 or y.max() >= k:
            raise ValueError("no such class")
        T = np.zeros((k, m))
        T[y, np.arange(m)] = 1
        return T

    def run(self, A):
        values = [A]
        for l in range(len(self.W)):  # noqa: E741
            Z = self.W[l].T @ values[-1] + self.b[l].T
            if l < len(self.W) - 1:
                values.append(self.f(Z))
            elif self.n[-1] == 1:
                values.append(sigmoid(Z))
            else:
                E = np.exp(Z - Z.max(0))
                values.append(E / E.sum(0))
        return values

    def forward(self, X):
        return self.run(self.columns(X))[-1].T

    def predict_proba(self, X):
        return self.forward(X)

    def predict(self, X):
        P = self.run(self.columns(X))[-1]
        return (P[0] > 0.5) * 1 if len(P) == 1 else np.argmax(P, axis=0)

    def loss_of(self, T, P):
        P = np.clip(P, 1e-12, 1 - 1e-12)
        if len(T) == 1:
            return -np.mean(np.where(T == 1, np.log(P), np.log(1 - P)))
        return -np.log(P[np.argmax(T, axis=0), np.arange(T.shape[1])]).mean()

    def compute_loss(self, y, p):
        p = np.asarray(p)
        return self.loss_of(self.targets(y, len(p)), p.T)

    def gradient(self, A, T):
        values = self.run(A)
        dZ = (values[-1] - T) / T.shape[1]
        grads = []
        for W, A_in in zip(self.W[::-1], values[-2::-1], strict=True):
            grads.insert(0, ((dZ @ A_in.T).T, dZ.sum(axis=1)[None, :]))
            dZ = (W @ dZ) * self.slope_of_a(A_in)
        return [g for g, _ in grads], [g for _, g in grads]

    def backward(self, X, y):
        return self.gradient(self.columns(X), self.targets(y, len(X)))

    def train(self, X, y, epochs, batch_size=32):
        A, m = self.columns(X), len(X)
        T = self.targets(y, m)
        losses = []
        for _ in range(epochs):
            order = self.rs.permutation(m)
            for batch in np.split(order, range(batch_size, m, batch_size)):
                dW, db = self.gradient(A[:, batch], T[:, batch])
                for i in range(len(self.W)):
                    self.W[i] = self.W[i] - self.lr * dW[i]
                    self.b[i] = self.b[i] - self.lr * db[i]
            losses.append(self.loss_of(T, self.run(A)[-1]))
        return losses
