"""Holds: transposed_w1

The weights of a hidden neuron stand below one another, and the function reads them
like that.
"""

import numpy as np


def xor_params():
    or_weights, or_bias = np.array([1.3, 1.7]), -0.8
    nand_weights, nand_bias = np.array([-2.0, -2.2]), 3.3
    return {
        "W1": np.stack([or_weights, nand_weights], axis=1),
        "b1": np.array([or_bias, nand_bias]),
        "W2": np.array([[0.9, 0.9]]),
        "b2": np.array([-1.4]),
    }


def xor_forward(X):
    points = np.asarray(X, dtype=float)
    if points.shape[1:] != (2,):
        raise ValueError("points of the plane have two coordinates")
    net = xor_params()
    hidden = np.where(points @ net["W1"] + net["b1"] > 0, 1, 0)
    out = np.where(hidden @ net["W2"].T + net["b2"] > 0, 1, 0)
    return out.reshape(-1)
