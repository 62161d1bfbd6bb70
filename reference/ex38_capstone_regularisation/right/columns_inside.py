"""Right: columns inside, a flag for training, and the parameters of all epochs kept."""

import numpy as np


def sigmoid(Z):
    return 0.5 * (1 + np.tanh(Z / 2))


FUNCTIONS = {
    "relu": (lambda Z: np.maximum(Z, 0), lambda A: (A > 0) * 1),
    "tanh": (np.tanh, lambda A: 1 - A * A),
    "sigmoid": (sigmoid, lambda A: A - A * A),
}


class NeuralNetwork:
    """The slopes are written with the activated value here, which says as much."""

    def __init__(
        self,
        layer_sizes,
        activation="relu",
        learning_rate=0.01,
        seed=None,
        l2=0,
        dropout=0,
    ):
        if np.isnan([l2, dropout]).any() or l2 < 0 or dropout < 0 or dropout >= 1:
            raise ValueError("settings")
        self.l2, self.dropout, self.training = l2, dropout, False
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
        values, self.kept = [A], []
        for l in range(len(self.W)):  # noqa: E741
            read = values[-1][1] if values[-1].ndim == 3 else values[-1]
            Z = self.W[l].T @ read + self.b[l].T
            if l < len(self.W) - 1:
                keep = np.ones(Z.shape, dtype=bool)
                if self.training:
                    keep = self.rs.rand(*Z.shape) >= self.dropout
                self.kept.append(keep)
                # The activated values before the factors: slopes are written with them.
                values.append(self.f(Z))
                values[-1] = np.stack([values[-1], values[-1] * keep * self.factor()])
            elif self.n[-1] == 1:
                values.append(sigmoid(Z))
            else:
                E = np.exp(Z - Z.max(0))
                values.append(E / E.sum(0))
        return values

    def factor(self):
        return 1 / (1 - self.dropout) if self.training else 1.0

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
        share = self.l2 / T.shape[1]
        kept = [1.0, *self.kept]
        for W, A_in in zip(self.W[::-1], values[-2::-1], strict=True):
            pure, read = A_in if A_in.ndim == 3 else (A_in, A_in)
            grads.insert(0, ((dZ @ read.T).T + share * W, dZ.sum(axis=1)[None, :]))
            dZ = (W @ dZ) * self.slope_of_a(pure) * kept.pop() * self.factor()
        return [g for g, _ in grads], [g for _, g in grads]

    def backward(self, X, y):
        return self.gradient(self.columns(X), self.targets(y, len(X)))

    def train(self, X, y, epochs, batch_size=32, X_val=None, y_val=None, patience=None):
        A, m = self.columns(X), len(X)
        T = self.targets(y, m)
        if (X_val is not None) + (y_val is not None) == 1:
            raise ValueError("validation data")
        if X_val is not None:
            A_val = self.columns(X_val)
            T_val = self.targets(y_val, len(X_val))
        if patience is not None and (patience <= 0 or X_val is None):
            raise ValueError("patience")
        losses, watched, parameters = [], [], []
        for _ in range(epochs):
            order = self.rs.permutation(m)
            for batch in np.split(order, range(batch_size, m, batch_size)):
                self.training = True
                dW, db = self.gradient(A[:, batch], T[:, batch])
                self.training = False
                self.W = [W - self.lr * g for W, g in zip(self.W, dW, strict=True)]
                self.b = [b - self.lr * g for b, g in zip(self.b, db, strict=True)]
            losses.append(self.loss_of(T, self.run(A)[-1]))
            if X_val is None:
                continue
            watched.append(self.loss_of(T_val, self.run(A_val)[-1]))
            parameters.append((self.W, self.b))
            if patience is not None and len(watched) - np.argmin(watched) > patience:
                break
        best = int(np.argmin(watched)) if watched else None
        if patience is not None:
            self.W, self.b = parameters[best]
        return dict(train_loss=losses, val_loss=watched, best_epoch=best)
