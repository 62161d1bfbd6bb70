"""Nested lists instead of arrays; lists are returned too."""

import math

RULES = {
    "relu": lambda z: max(z, 0.0),
    "sigmoid": lambda z: 1.0 / (1.0 + math.exp(min(-z, 700.0))),
    "tanh": math.tanh,
    "linear": float,
}


def forward_deep(X, parameters, activations):
    if len(list(parameters)) != len(list(activations)):
        raise ValueError("lengths differ")
    for name in activations:
        if name not in RULES:
            raise ValueError(f"{name} is not known")
    A = [[float(value) for value in row] for row in X]
    caches = []
    for layer, (W, b) in enumerate(parameters, 1):
        if any(len(row) != len(A) for row in W):
            raise ValueError(f"layer {layer} does not fit the layer before it")
        columns = list(zip(*A, strict=True))
        Z = [
            [
                math.fsum(w * a for w, a in zip(row, column, strict=True)) + float(c)
                for column in columns
            ]
            for row, (c,) in zip(W, b, strict=True)
        ]
        A = [[RULES[activations[layer - 1]](z) for z in row] for row in Z]
        caches.append((Z, A))
    return A, caches
