"""Right: a beginner's four loops, one for each method."""

import numpy as np


def init_params(layer_sizes: list, method: str, seed: int | None = None) -> list:
    n_layers = len(layer_sizes) - 1
    if n_layers < 1:
        raise ValueError("too short")
    rng = np.random.default_rng(seed)
    answer = []
    if method == "zeros":
        for i in range(n_layers):
            W = np.zeros((layer_sizes[i + 1], layer_sizes[i]))
            b = np.zeros((layer_sizes[i + 1], 1))
            answer.append((W, b))
    elif method == "small":
        for i in range(n_layers):
            W = rng.normal(size=(layer_sizes[i + 1], layer_sizes[i])) * 0.01
            b = np.zeros((layer_sizes[i + 1], 1))
            answer.append((W, b))
    elif method == "xavier":
        for i in range(n_layers):
            W = rng.normal(size=(layer_sizes[i + 1], layer_sizes[i]))
            W = W * (2 / (layer_sizes[i] + layer_sizes[i + 1])) ** 0.5
            b = np.zeros((layer_sizes[i + 1], 1))
            answer.append((W, b))
    elif method == "he":
        for i in range(n_layers):
            W = rng.normal(size=(layer_sizes[i + 1], layer_sizes[i]))
            W = W * (2 / layer_sizes[i]) ** 0.5
            b = np.zeros((layer_sizes[i + 1], 1))
            answer.append((W, b))
    else:
        raise ValueError("method is not known")
    return answer
