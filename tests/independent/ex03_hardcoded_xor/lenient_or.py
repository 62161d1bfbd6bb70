"""Holds: output_or, extra_columns_ignored

The output bias lets a single hidden neuron through. Each row is unpacked with a
star that swallows whatever follows the second input.
"""

import numpy as np


def xor_params():
    return {
        "W1": np.array([[2.0, 2.5], [-1.0, -1.0]]),
        "b1": np.array([-1.0, 1.4]),
        "W2": np.array([[1.0, 0.6]]),
        "b2": np.array([-0.2]),
    }


def _step(z):
    return np.sign(np.maximum(z, 0)).astype(int)


def xor_forward(X):
    if np.ndim(X) != 2:
        raise ValueError("wrap the sample in a list")
    p = xor_params()
    answers = []
    for row in X:
        if len(row) < 2:
            raise ValueError("a sample has two inputs")
        x1, x2, *_ = row
        hidden = _step(p["W1"].dot([float(x1), float(x2)]) + p["b1"])
        answers.extend(_step(p["W2"].dot(hidden) + p["b2"]))
    return np.array(answers, dtype=int)
