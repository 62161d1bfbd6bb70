"""Right: the matrix is a product of two tables of one-hot rows; layers are objects."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Dense:
    W: np.ndarray
    b: np.ndarray

    def __call__(self, A):
        return np.dot(A, self.W) + self.b

    def gradients(self, A, delta):
        return np.einsum("mi,mj->ij", A, delta), np.ones((1, len(delta))) @ delta


class Relu:
    gain = 2.0

    def __call__(self, z):
        return z * (z > 0)

    def slope(self, z):
        return np.heaviside(z, 0.0)


class Tanh:
    gain = 1.0

    def __call__(self, z):
        return np.tanh(z)

    def slope(self, z):
        return 1 / np.cosh(z) ** 2


class Sigmoid:
    gain = 1.0

    def __call__(self, z):
        return np.exp(-np.logaddexp(0.0, -z))

    def slope(self, z):
        return self(z) * self(-z)


class Softmax:
    def __call__(self, z):
        top = np.max(z, axis=1)[:, None]
        return np.exp(z - top - np.log(np.exp(z - top).sum(axis=1))[:, None])


def one_hot(labels, k):
    table = np.asarray(labels)[:, None] == np.arange(k)
    if table.ndim != 2 or not table.any(axis=1).all():
        raise ValueError("a label is no class")
    return table.astype(int)


def confusion_matrix(y, y_hat, k):
    true, named = one_hot(y, k), one_hot(y_hat, k)
    if true.shape != named.shape:
        raise ValueError("one answer for each label")
    return true.T @ named


def per_class_accuracy(y, y_hat, k):
    matrix = confusion_matrix(y, y_hat, k)
    return np.array(
        [row[i] / row.sum() if row.any() else np.nan for i, row in enumerate(matrix)]
    )


class NeuralNetwork:
    kinds = {"relu": Relu, "tanh": Tanh, "sigmoid": Sigmoid}

    def __init__(self, layer_sizes, activation="relu", learning_rate=0.01, seed=None):
        if activation not in self.kinds:
            raise ValueError(f"choose one of {sorted(self.kinds)}")
        self.sizes = tuple(layer_sizes)
        self.hidden = self.kinds[activation]()
        self.head = Sigmoid() if self.sizes[-1] == 1 else Softmax()
        self.rate = learning_rate
        self.generator = np.random.default_rng(seed)
        self.layers = []
        for n_in, n_out in zip(self.sizes, self.sizes[1:], strict=False):
            # A uniform distribution would do; this one has the same spread.
            half_width = np.sqrt(3 * self.hidden.gain / n_in)
            W = self.generator.uniform(-half_width, half_width, (n_in, n_out))
            self.layers.append(Dense(W, np.zeros((1, n_out))))

    @property
    def W(self):
        return [layer.W for layer in self.layers]

    @W.setter
    def W(self, arrays):
        for layer, array in zip(self.layers, arrays, strict=True):
            layer.W = np.array(array)

    @property
    def b(self):
        return [layer.b for layer in self.layers]

    @b.setter
    def b(self, arrays):
        for layer, array in zip(self.layers, arrays, strict=True):
            layer.b = np.array(array)

    def _read(self, X):
        X = np.array(X, dtype=np.float64)
        if np.ndim(X) != 2 or np.size(X, 1) != self.sizes[0]:
            raise ValueError("a table with one column per input is needed")
        if np.isnan(X).any() or np.isinf(X).any():
            raise ValueError("a value is missing or infinite")
        return X

    def _one_hot(self, y, rows):
        y, outputs = np.array(y), self.sizes[-1]
        if outputs > 1 and y.shape == (rows, outputs):
            return y.astype(float)
        known = [1] if outputs == 1 else list(range(outputs))
        if y.shape != (rows,) or not set(y.tolist()) <= {0, *known}:
            raise ValueError("y does not fit")
        return (y[:, None] == np.array(known)).astype(float)

    def forward(self, X):
        A = self._read(X)
        for layer in self.layers[:-1]:
            A = self.hidden(layer(A))
        return self.head(self.layers[-1](A))

    def backward(self, X, y):
        X = self._read(X)
        return self._back(X, self._one_hot(y, len(X)))

    def _back(self, A, Y):
        read, sums = [], []
        for layer in self.layers:
            read.append(A)
            sums.append(layer(A))
            A = self.hidden(sums[-1])
        delta = (self.head(sums[-1]) - Y) / Y.shape[0]
        found = []
        while True:
            layer, A = self.layers[len(read) - 1], read.pop()
            found.append(layer.gradients(A, delta))
            sums.pop()
            if not sums:
                break
            delta = np.einsum("mj,ij->mi", delta, layer.W)
            delta *= self.hidden.slope(sums[-1])
        dW, db = zip(*found[::-1], strict=True)
        return list(dW), list(db)

    def compute_loss(self, y, p):
        p = np.array(p, dtype=float)
        Y = self._one_hot(y, len(p))
        if self.sizes[-1] == 1:
            p, Y = np.hstack([1 - p, p]), np.hstack([1 - Y, Y])
        return -np.log(np.maximum((p * Y).sum(axis=1), 1e-15)).mean()

    def train(self, X, y, epochs, batch_size=32):
        X = self._read(X)
        Y = self._one_hot(y, len(X))
        history = []
        for _ in range(epochs):
            # The copies are shuffled, one on top of the other.
            order = np.argsort(self.generator.random(len(X)))
            X, Y = X[order], Y[order]
            first = 0
            while first < len(X):
                part = slice(first, first + batch_size)
                steps = zip(*self._back(X[part], Y[part]), strict=True)
                for layer, (dW, db) in zip(self.layers, steps, strict=True):
                    layer.W -= self.rate * dW
                    layer.b -= self.rate * db
                first += batch_size
            labels = Y[:, 0] if self.sizes[-1] == 1 else Y
            history.append(self.compute_loss(labels, self.forward(X)))
        return history

    def predict(self, X):
        p = self.forward(X)
        return np.round(p).astype(int).ravel() if p.shape[1] == 1 else p.argmax(1)

    predict_proba = forward
