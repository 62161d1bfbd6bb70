"""Holds: reuses_b1

Unpacked with itemgetter; one digit was not changed.
"""

from operator import itemgetter

import numpy as np

NAMES = ["W1", "b1", "W2", "b2", "W3", "b3"]


def forward_3layer(X, params):
    W1, b1, W2, b2, W3, b3 = itemgetter(*NAMES)(params)
    for W, b in [(W1, b1), (W2, b2), (W3, b3)]:
        if b.ndim != 2 or b.shape != (W.shape[0], 1):
            raise ValueError("not a column")
    first = np.fmax(0.0, np.matmul(W1, X) + b1)
    second = np.fmax(0.0, np.matmul(W2, first) + b1)
    return (1 + np.tanh((np.matmul(W3, second) + b3) / 2)) / 2
