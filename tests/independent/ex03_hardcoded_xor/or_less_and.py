"""Holds: arithmetic

XOR is OR less AND: the two hidden answers are subtracted, no third neuron is used.
"""

import numpy as np


def xor_params():
    params = {"W1": np.array([[2, 2], [3, 3]]), "b1": np.array([-1, -5])}
    params["W2"] = np.zeros((1, 2))
    params["b2"] = np.zeros(1)
    return params


def _fires(w, b):
    def decide(sample):
        return 1 if w[0] * sample[0] + w[1] * sample[1] + b > 0 else 0

    return decide


def xor_forward(X):
    if np.ndim(X) != 2 or any(len(sample) != 2 for sample in X):
        raise ValueError("two numbers per sample")
    params = xor_params()
    either, both = map(_fires, params["W1"], params["b1"])
    return np.array([either(sample) - both(sample) for sample in X], dtype=int)
