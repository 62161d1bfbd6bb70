"""Wrong: step is called once for each layer."""

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


class SGD:
    def __init__(self, lr=0.01, momentum=0.0):
        self.lr = lr
        self.momentum = momentum
        self.v = {}

    def step(self, params, grads):
        for name in params:
            v = self.momentum * self.v.get(name, 0.0) - self.lr * grads[name]
            self.v[name] = v
            params[name] += v


class RMSprop:
    def __init__(self, lr=0.001, decay=0.9, eps=1e-8):
        self.lr = lr
        self.decay = decay
        self.eps = eps
        self.s = {}

    def step(self, params, grads):
        for name in params:
            g = grads[name]
            s = self.decay * self.s.get(name, 0.0) + (1 - self.decay) * g**2
            self.s[name] = s
            params[name] -= self.lr * g / (np.sqrt(s) + self.eps)


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.m = {}
        self.s = {}
        self.t = 0

    def step(self, params, grads):
        self.t += 1
        for name in params:
            g = grads[name]
            m = self.beta1 * self.m.get(name, 0.0) + (1 - self.beta1) * g
            s = self.beta2 * self.s.get(name, 0.0) + (1 - self.beta2) * g**2
            self.m[name], self.s[name] = m, s
            m = m / (1 - self.beta1**self.t)
            s = s / (1 - self.beta2**self.t)
            params[name] -= self.lr * m / (np.sqrt(s) + self.eps)


def make(name, lr):
    if name == "sgd":
        return SGD(lr)
    if name == "momentum":
        return SGD(lr, 0.9)
    if name == "rmsprop":
        return RMSprop(lr)
    if name == "adam":
        return Adam(lr)
    raise ValueError(f"unknown optimizer {name}")


class NeuralNetwork:
    def __init__(
        self,
        layer_sizes,
        activation="relu",
        learning_rate=0.01,
        seed=None,
        optimizer="sgd",
    ):
        if activation not in ("relu", "tanh", "sigmoid"):
            raise ValueError(f"unknown activation {activation}")
        self.sizes = list(layer_sizes)
        self.activation = activation
        self.learning_rate = learning_rate
        if isinstance(optimizer, str):
            optimizer = make(optimizer, learning_rate)
        self.optimizer = optimizer
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
            params = {f"W{i}": self.W[i], f"b{i}": self.b[i]}
            self.optimizer.step(params, {f"W{i}": dW[i], f"b{i}": db[i]})

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
