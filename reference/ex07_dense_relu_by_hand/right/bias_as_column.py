"""Right: the bias as one more column of W, fed by a row of ones."""

import numpy as np


def dense_relu(X, W, b):
    if b.ndim != 2 or b.shape[1] != 1:
        raise ValueError("b: one column, please")
    wide = np.hstack([W, b]).astype(float)  # refuses a b with too few or many rows
    tall = np.vstack([X, np.ones(X.shape[1])]).astype(float)
    Z = wide.dot(tall)
    return [Z, Z * (Z > 0)]
