"""Right, but noisy: prints every loss, warns, returns lists and NumPy scalars."""

import warnings

import numpy as np


def update_parameters(params, grads, lr):
    print("rate", lr)
    return {
        k: (params[k] - lr * grads["d" + k]).tolist() for k in ("b2", "W2", "b1", "W1")
    }


def train_network(X, Y, layer_sizes, learning_rate=0.01, epochs=1000, seed=0):
    Xt, y = X.T, np.ravel(Y)
    if learning_rate < 0 or epochs < 0:
        warnings.warn("negative", stacklevel=2)
        raise ValueError("negative")
    if Y.shape != (1, len(Xt)):
        raise ValueError(f"{Y.shape}")
    if ((y != 0) & (y != 1)).any():
        raise ValueError(f"{y}")
    rng = np.random.default_rng([seed, 19])
    n_x, n_h, _ = layer_sizes
    w1, c1 = rng.normal(0, np.sqrt(2 / n_x), (n_x, n_h)), np.zeros(n_h)
    w2, c2 = rng.normal(0, np.sqrt(2 / n_h), n_h), 0.0
    history = []
    for epoch in range(epochs):
        h = np.maximum(Xt @ w1 + c1, 0)
        z = h @ w2 + c2
        p = np.exp(-np.logaddexp(0, -z))
        q = np.clip(p, 1e-15, 1 - 1e-15)
        history.append(np.average(-np.log(np.where(y > 0, q, 1 - q))))
        print("epoch", epoch, "loss", history[-1])
        if not history[-1] < np.inf:
            raise FloatingPointError("diverged")
        e = learning_rate * (p - y) / y.size
        g = np.outer(e, w2) * (h > 0)
        w2, c2 = w2 - e @ h, c2 - e.sum()
        w1, c1 = w1 - Xt.T @ g, c1 - g.sum(axis=0)
    found = {"W1": w1.T, "b1": c1[:, None], "W2": w2[None], "b2": np.array([[c2]])}
    return found, history


def predict(X, params, threshold=0.5):
    h = np.maximum(params["W1"] @ X + params["b1"], 0)
    p = 1 / (1 + np.exp(-(params["W2"] @ h + params["b2"])))
    print(p)
    return (p > threshold).astype(np.uint8).tolist()
