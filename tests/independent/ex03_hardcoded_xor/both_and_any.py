"""Holds: and_not_nand

The second hidden neuron is an AND where a NAND was meant; the output asks for both.
"""

import numpy as np


def xor_params():
    any_input = ([3.0, 3.0], -1.2)
    both_inputs = ([2.0, 2.0], -3.1)
    output = ([4.0, 4.0], -5.0)
    return {
        "W1": np.array([any_input[0], both_inputs[0]]),
        "b1": np.array([any_input[1], both_inputs[1]]),
        "W2": np.array([output[0]]),
        "b2": np.array([output[1]]),
    }


def _layer(values, W, b):
    return ((values @ W.T + b) > 0).astype(int)


def xor_forward(X):
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError(f"need two columns, got {X.shape}")
    p = xor_params()
    hidden = _layer(X, p["W1"], p["b1"])
    return _layer(hidden, p["W2"], p["b2"])[:, 0]
