"""Right: turned into rows, calculated, and turned back; einsum."""

import numpy as np


def backward_propagation(X, Y, params, cache):
    """Work with a row per sample, where 1/m is part of the error."""
    if cache["A2"].shape != np.shape(Y):
        raise ValueError("labels in another layout than the predictions")
    x, h, p, y = X.T, cache["A1"].T, cache["A2"].T, np.transpose(Y)
    share = (p - y) / len(x)
    back = np.where(h > 0, share * params["W2"], 0.0)
    return {
        "dW2": np.einsum("mo,mh->oh", share, h),
        "db2": np.einsum("mo->o", share)[:, np.newaxis],
        "dW1": np.einsum("mh,mx->hx", back, x),
        "db1": np.einsum("mh->h", back)[:, np.newaxis],
    }
