"""Right, but noisy: prints, warns, and returns lists."""

import warnings

import numpy as np

np.seterr(all="ignore")


def backward_propagation(X, Y, params, cache):
    for name in ("Z1", "A1", "Z2", "A2"):
        print(name, cache[name].shape)
    if np.shape(Y) != np.shape(cache["A2"]):
        warnings.warn("labels do not fit", stacklevel=2)
        raise ValueError("labels do not fit")
    averages = np.full((X.shape[1], 1), 1 / X.shape[1])
    errors = {2: cache["A2"] - Y}
    errors[1] = (params["W2"].T * errors[2]) * np.sign(cache["A1"])
    reads = {2: cache["A1"], 1: X}
    grads = {}
    for layer in (2, 1):
        weighted = errors[layer] * averages.T
        grads[f"dW{layer}"] = np.inner(weighted, reads[layer]).tolist()
        grads[f"db{layer}"] = (errors[layer] @ averages).tolist()
    print(sorted(grads))
    return grads
