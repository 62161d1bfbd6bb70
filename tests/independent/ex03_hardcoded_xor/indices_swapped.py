"""Holds: forward_without_transpose

The numbers are stored by rows. The loops written for the sums take the second
index of W1 for the neuron.
"""

import numpy as np


def xor_params():
    # "both" and "neither"; XOR is what remains when neither of them fires
    W1 = np.array([[4.0, 3.0], [-3.0, -4.0]])
    b1 = np.array([-5.5, 2.0])
    W2 = np.array([[-3.0, -2.0]])
    b2 = np.array([1.0])
    return dict(W1=W1, b1=b1, W2=W2, b2=b2)


def xor_forward(X):
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError(f"X must have shape (m, 2), got {X.shape}")
    W1, b1, W2, b2 = (xor_params()[name] for name in ("W1", "b1", "W2", "b2"))
    m = X.shape[0]
    answers = np.zeros(m, dtype=int)
    for i in range(m):
        z_out = b2[0]
        for k in range(2):
            z = b1[k]
            for j in range(2):
                z += X[i, j] * W1[j, k]
            if z > 0:
                z_out += W2[0, k]
        if z_out > 0:
            answers[i] = 1
    return answers
