"""Right answers with side effects: prints, warns, seeds and resets NumPy's state."""

import warnings

import numpy as np

np.random.seed(0)
np.seterr(all="ignore")
np.set_printoptions(precision=2)


def forward_deep(X, parameters, activations):
    print("forward_deep called with", len(parameters), "layers")
    warnings.warn("this is a home-made forward pass", stacklevel=2)
    np.random.seed(1)
    if len(parameters) != len(activations):
        print("the lists do not match")
        raise ValueError("the lists do not match")
    A = np.asarray(X) * 1.0
    caches = []
    for count, ((W, b), act) in enumerate(zip(parameters, activations, strict=False)):
        print("layer", count + 1, "W", W.shape, "b", b.shape, "->", act)
        if W.shape[1] != A.shape[0]:
            raise ValueError("layer " + str(count + 1) + " has the wrong inner size")
        Z = np.dot(W, A) + b
        if act == "relu":
            A = np.maximum(0, Z)
        elif act == "sigmoid":
            A = 1 / (1 + np.exp(-Z))
        elif act == "tanh":
            A = np.tanh(Z)
        elif act == "linear":
            A = Z
        else:
            raise ValueError(f"activation {act}?")
        caches.append((Z, A))
    print("output:", A)
    return A, caches
