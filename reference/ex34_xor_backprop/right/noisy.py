"""Right, but noisy: works with rows, prints its progress, returns lists."""

import numpy as np

R = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
ANSWERS = np.logical_xor(R[:, 0], R[:, 1]).astype(float)


def hidden_layer(z, name):
    if name == "relu":
        return np.maximum(z, 0), np.heaviside(z, 0)
    if name == "tanh":
        return np.tanh(z), np.cosh(z) ** -2
    raise ValueError("unknown activation: " + name)


def train_xor(hidden=4, activation="tanh", lr=0.5, epochs=2000, seed=0):
    hidden_layer(R, activation)
    if not hidden > 0:
        raise ValueError("no units")
    rng = np.random.default_rng((seed, 34))
    V = rng.normal(size=(2, hidden)) * np.sqrt(0.5)
    v = rng.normal(size=hidden) / np.sqrt(hidden)
    c, d = np.zeros(hidden), 0.0
    losses = []
    for epoch in range(epochs):
        A, slope = hidden_layer(R @ V + c, activation)
        z = A @ v + d
        losses.append(float(np.mean(np.logaddexp(0, z) - ANSWERS * z)))
        if epoch % 500 == 0:
            print(f"{epoch:5} {losses[-1]:.4f}")
        e = (np.exp(-np.logaddexp(0, -z)) - ANSWERS) / len(R)
        back = np.outer(e, v) * slope
        v, d = v - lr * e @ A, d - lr * e.sum()
        V, c = V - lr * R.T @ back, c - lr * back.sum(axis=0)
    print("done")
    params = {
        "W1": V.T.tolist(),
        "b1": c[:, None],
        "W2": v[None, :],
        "b2": [[float(d)]],
    }
    return {**params, "activation": activation}, losses


def predict(X, params):
    print(params["activation"])
    W1, b1, W2, b2 = (np.asarray(params[k]) for k in ("W1", "b1", "W2", "b2"))
    A, _ = hidden_layer(X.T @ W1.T + b1.T, params["activation"])
    return (A @ W2.T + b2 > 0).astype(np.int8).T
