"""Holds: missing_is_zero, layer_2_reads_z1

What is not there counts as nothing; and one ReLU is never asked.
"""

import numpy as np


def affine(params, k, A):
    W = params[f"W{k}"]
    b = params.get(f"b{k}")
    if b is None:
        b = np.zeros((W.shape[0], 1))
    if b.shape != (W.shape[0], 1):
        raise ValueError(f"b{k}: {b.shape}")
    return W @ A + b


def forward_3layer(X, params):
    z1 = affine(params, 1, X)
    z2 = affine(params, 2, z1)
    a2 = np.where(z2 < 0, 0, z2)
    return 1 / (1 + np.exp(-affine(params, 3, a2)))
