"""Right, but noisy: prints, warns, and draws from a stream per purpose."""

import warnings

import numpy as np

np.seterr(all="warn")


class NeuralNetwork:
    def __init__(self, layer_sizes, activation="relu", learning_rate=0.01, seed=None):
        print("network", layer_sizes, activation)
        if activation not in {"relu", "tanh", "sigmoid"}:
            print("unknown!")
            raise ValueError(activation)
        self.layer_sizes, self.activation = layer_sizes, activation
        self.learning_rate = learning_rate
        for_weights, for_order = np.random.SeedSequence(seed).spawn(2)
        self.order_rng = np.random.default_rng(for_order)
        rng = np.random.default_rng(for_weights)
        self.W, self.b = [], []
        for k in range(1, len(layer_sizes)):
            # LeCun's size at the output, whatever the hidden layers use.
            hidden = k < len(layer_sizes) - 1
            variance = (2 if activation == "relu" and hidden else 1) / layer_sizes[
                k - 1
            ]
            shape = (layer_sizes[k - 1], layer_sizes[k])
            self.W.append(rng.standard_normal(shape) * variance**0.5)
            self.b.append(np.zeros((1, layer_sizes[k])))

    def _sigmoid(self, z):
        out = np.empty_like(z)
        out[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
        out[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
        return out

    def _hidden(self, z, slope=False):
        match self.activation:
            case "relu":
                return np.sign(np.maximum(z, 0)) if slope else np.maximum(z, 0)
            case "tanh":
                return 1 - np.tanh(z) ** 2 if slope else np.tanh(z)
        s = self._sigmoid(z)
        return s * (1 - s) if slope else s

    def _validate(self, X, y=None):
        X = np.asarray(X, dtype=float)
        if X.ndim != 2:
            raise ValueError("two dimensions, please")
        if X.shape[1] != self.W[0].shape[0]:
            raise ValueError(f"{X.shape[1]} columns")
        if not np.all(np.abs(X) < np.inf):
            raise ValueError("not a number")
        return X if y is None else (X, self._columns(y, X.shape[0]))

    def _columns(self, y, m):
        y = np.asarray(y)
        k = self.layer_sizes[-1]
        if y.ndim == 2 and k > 1 and y.shape == (m, k):
            return y
        if y.ndim != 1 or y.size != m:
            raise ValueError(f"y {y.shape}")
        top = 1 if k == 1 else k - 1
        if np.any(y < 0) or np.any(y > top):
            raise ValueError("label")
        return y[:, None] if k == 1 else np.equal.outer(y, np.arange(k)) * 1.0

    def forward(self, X):
        self.Z, self.A = [], [self._validate(X)]
        for number, (W, b) in enumerate(zip(self.W, self.b, strict=True), start=1):
            self.Z.append(np.matmul(self.A[-1], W) + b)
            if number < len(self.W):
                self.A.append(self._hidden(self.Z[-1]))
        z = self.Z[-1]
        if z.shape[1] == 1:
            return self._sigmoid(z)
        e = np.exp(z - np.amax(z, axis=-1, keepdims=True))
        return e / np.sum(e, axis=-1, keepdims=True)

    def predict_proba(self, X):
        return self.forward(X)

    def predict(self, X):
        p = self.forward(X)
        both = np.concatenate([1 - p, p], axis=1) if p.shape[1] == 1 else p
        return np.argmax(both, axis=1)

    def compute_loss(self, y, p):
        p = np.clip(p, 1e-12, 1 - 1e-12)
        Y = self._columns(y, len(p))
        terms = Y * np.log(p)
        if p.shape[1] == 1:
            terms += (1 - Y) * np.log1p(-p)
        return -terms.sum() / len(p)

    def backward(self, X, y):
        X, Y = self._validate(X, y)
        deltas = [(self.forward(X) - Y) / X.shape[0]]
        for W, z in zip(self.W[:0:-1], self.Z[-2::-1], strict=True):
            deltas.append(deltas[-1] @ W.T * self._hidden(z, slope=True))
        deltas.reverse()
        dW = [a.T @ d for a, d in zip(self.A, deltas, strict=True)]
        return dW, [d.sum(0, keepdims=True) for d in deltas]

    def train(self, X, y, epochs, batch_size=32):
        X, Y = self._validate(X, y)
        warnings.warn("training starts", stacklevel=2)
        labels = Y[:, 0] if Y.shape[1] == 1 else Y
        losses = []
        for epoch in range(epochs):
            waiting = list(self.order_rng.choice(len(X), len(X), replace=False))
            while waiting:
                batch, waiting = waiting[:batch_size], waiting[batch_size:]
                dW, db = self.backward(X[batch], labels[batch])
                for parameters, slopes in ((self.W, dW), (self.b, db)):
                    for i, slope in enumerate(slopes):
                        parameters[i] = parameters[i] - self.learning_rate * slope
            losses.append(float(self.compute_loss(labels, self.forward(X))))
            print("epoch", epoch, "loss", losses[-1])
        return losses
