"""Right: samples as rows inside a small class; lists on the way out."""

import numpy as np


class Dense:
    def __init__(self, params, number):
        for name in (f"W{number}", f"b{number}"):
            if name not in params:
                raise KeyError(f"params has no {name}")
        self.W = params[f"W{number}"].T
        b = params[f"b{number}"]
        if b.shape != (self.W.shape[1], 1):
            raise ValueError(f"b{number} is not a column")
        self.b = b.reshape(1, -1)

    def __call__(self, rows):
        return np.matmul(rows, self.W) + self.b


def forward_3layer(X, params):
    rows = X.T
    for number in (1, 2):
        z = Dense(params, number)(rows)
        rows = (z + np.abs(z)) / 2
    return (1 / (1 + np.exp(-Dense(params, 3)(rows)))).T.tolist()
