"""Holds: masks_without_seed

The decisions come from the module's own generator.
"""

import numpy as np

E = 1e-12


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
        if not (0 <= l2 < float("inf") and 0 <= dropout < 1):
            raise ValueError("l2 and dropout")
        self.l2, self.rate = l2, dropout
        self.kind, self.eta, self.sizes = activation, learning_rate, list(layer_sizes)
        if self.kind != "relu" and self.kind != "tanh" and self.kind != "sigmoid":
            raise ValueError("relu, tanh, sigmoid")
        self.gen = np.random.default_rng(seed)
        self.params = {}
        for k, (rows, cols) in enumerate(zip(self.sizes[:-1], self.sizes[1:])):
            var = 2 / rows if self.kind == "relu" else 1 / rows
            self.params[f"W{k}"] = np.sqrt(var) * self.gen.normal(size=(rows, cols))
            self.params[f"b{k}"] = np.zeros((1, cols))
        self.depth = len(self.sizes) - 1

    W = property(lambda self: [self.params[f"W{k}"] for k in range(self.depth)])
    b = property(lambda self: [self.params[f"b{k}"] for k in range(self.depth)])

    @W.setter
    def W(self, values):
        self.params.update({f"W{k}": np.array(v) for k, v in enumerate(values)})

    @b.setter
    def b(self, values):
        self.params.update({f"b{k}": np.array(v) for k, v in enumerate(values)})

    def f(self, z):
        if self.kind == "relu":
            return z.clip(min=0)
        return np.tanh(z) if self.kind == "tanh" else self.s(z)

    def df(self, z):
        if self.kind == "relu":
            return (z > 0) * 1.0
        return 1 - np.tanh(z) ** 2 if self.kind == "tanh" else self.s(z) * self.s(-z)

    @staticmethod
    def s(z):
        return np.exp(-np.logaddexp(0, -z))

    def head(self, z):
        if self.sizes[-1] == 1:
            return self.s(z)
        return np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))

    def draw(self, shape):
        """Say what to multiply a layer by: an array that drops, or nothing."""
        kept = np.random.binomial(1, 1 - self.rate, size=shape)
        return kept / (1 - self.rate)

    def layers(self, X, thin=lambda shape: 1.0):
        """Give (what the layer read, its sums, its factors) per layer, and the output."""
        story, a = [], X
        for k in range(self.depth):
            z = np.einsum("ij,jk->ik", a, self.params[f"W{k}"]) + self.params[f"b{k}"]
            story.append((a, z, thin(z.shape)))
            a = self.f(z) * story[-1][2]
        return story, self.head(z)

    def inputs(self, X):
        X = np.asarray(X)
        if X.ndim != 2 or X.shape[-1] != self.sizes[0] or not np.isfinite(X).all():
            raise ValueError("X")
        return X

    def labels(self, y, m):
        y = np.asarray(y)
        width = self.sizes[-1]
        if width > 1 and y.shape == (m, width):
            return y
        ok = y.shape == (m,) and all(0 <= v < max(2, width) for v in y)
        if not ok:
            raise ValueError("y")
        return (
            np.array([[v] if width == 1 else [v == c for c in range(width)] for v in y])
            * 1
        )

    def forward(self, X):
        return self.layers(self.inputs(X))[1]

    def gradient(self, X, Y, **how):
        story, p = self.layers(X, **how)
        d = (p - Y) / len(X)
        grads = {}
        for k in range(self.depth - 1, -1, -1):
            a, z, factors = story[k]
            if k < self.depth - 1:
                d = (d @ self.params[f"W{k + 1}"].T) * self.df(z) * factors
            grads[f"W{k}"] = a.T @ d + self.l2 * self.params[f"W{k}"] / len(X)
            grads[f"b{k}"] = d.sum(0, keepdims=True)
        return grads

    def backward(self, X, y):
        X = self.inputs(X)
        g = self.gradient(X, self.labels(y, len(X)))
        return [g[f"W{k}"] for k in range(self.depth)], [
            g[f"b{k}"] for k in range(self.depth)
        ]

    def compute_loss(self, y, p):
        return self.cost(self.labels(y, len(p)), np.asarray(p))

    def cost(self, Y, p):
        p = np.minimum(np.maximum(p, E), 1 - E)
        total = (Y * np.log(p)).sum()
        if p.shape[1] == 1:
            total = total + ((1 - Y) * np.log(1 - p)).sum()
        return float(-total / len(p))

    def train(self, X, y, epochs, batch_size=32, X_val=None, y_val=None, patience=None):
        sets = {"train_loss": (X, y), "val_loss": (X_val, y_val)}
        if X_val is None and y_val is None:
            del sets["val_loss"]
        sets = {
            name: (self.inputs(a), self.labels(b, len(a)))
            for name, (a, b) in self.whole(sets)
        }
        if patience is not None and (patience < 1 or len(sets) < 2):
            raise ValueError("patience")
        history = {"train_loss": [], "val_loss": [], "best_epoch": None}
        best, (X, Y) = (np.inf, None, self.params), sets["train_loss"]
        for epoch in range(epochs):
            order = np.arange(len(X))
            self.gen.shuffle(order)
            for part in np.array_split(
                order, np.arange(batch_size, len(X), batch_size)
            ):
                thin = {"thin": self.draw} if self.rate else {}
                for name, g in self.gradient(X[part], Y[part], **thin).items():
                    self.params[name] = self.params[name] - self.eta * g
            for name, (a, b) in sets.items():
                history[name].append(self.cost(b, self.layers(a)[1]))
            if history["val_loss"]:
                best = min(
                    best,
                    (history["val_loss"][-1], epoch, dict(self.params)),
                    key=lambda t: t[0],
                )
                history["best_epoch"] = best[1]
                if patience and epoch == best[1] + patience:
                    break
        if patience:
            self.params = dict(best[2])
        return history

    def whole(self, sets):
        if any(part is None for pair in sets.values() for part in pair):
            raise ValueError("X_val and y_val")
        return sets.items()

    def predict_proba(self, X):
        return self.forward(X)

    def predict(self, X):
        p = self.forward(X)
        return np.array(
            [int(r[0] > 0.5) if len(r) == 1 else int(np.argmax(r)) for r in p]
        )
