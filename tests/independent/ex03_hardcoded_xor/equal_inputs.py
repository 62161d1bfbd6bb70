"""Holds: xnor

One hidden neuron per corner with unequal inputs; the output neuron fires when
neither of them does.
"""

import numpy as np


class _StepLayer:
    def __init__(self, rows, offsets):
        self.rows = np.array(rows, dtype=float)
        self.offsets = np.array(offsets, dtype=float)

    def __call__(self, batch):
        return np.array(
            [
                [row @ sample + o > 0 for row, o in zip(self.rows, self.offsets)]
                for sample in batch
            ],
            dtype=int,
        ).reshape(len(batch), len(self.rows))


def xor_params():
    return {
        "W1": np.array([[2.0, -3.0], [-2.5, 1.5]]),
        "b1": np.array([-0.6, -0.8]),
        "W2": np.array([[-1.2, -1.6]]),
        "b2": np.array([0.4]),
    }


def xor_forward(X):
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError("two inputs per sample")
    p = xor_params()
    hidden = _StepLayer(p["W1"], p["b1"])(X)
    return _StepLayer(p["W2"], p["b2"])(hidden).ravel()
