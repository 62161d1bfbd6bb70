"""Holds: transposed

`np.tensordot` sums over the first axis of the weights instead of the second.
"""

import numpy as np


def dense_relu(X, W, b):
    if np.shape(W)[1] != np.shape(X)[0]:
        raise ValueError("each neuron needs one weight per feature")
    if np.shape(b) != (np.shape(W)[0], 1):
        raise ValueError("one column of biases")
    sums = np.tensordot(W, X, axes=([0], [0])).astype(float) + b
    return sums, np.where(sums < 0, 0.0, sums)
