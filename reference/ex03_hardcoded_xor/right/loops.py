"""Right: loops over indices, each neuron by name, the answers in a tuple."""

import numpy as np

BOTH = 5.0, 5.0, -7.0  # fires at (1, 1) only
NEITHER = -8.0, -6.0, 2.0  # fires at (0, 0) only


def xor_params() -> dict[str, np.ndarray]:
    W1, b1 = np.empty((2, 2)), np.empty(2)
    for k, (first, second, bias) in enumerate((BOTH, NEITHER)):
        W1[k, 0], W1[k, 1], b1[k] = first, second, bias
    return {"W1": W1, "b1": b1, "W2": np.array([[-2, -3]]), "b2": np.array([1])}


def xor_forward(X: np.ndarray) -> tuple[int, ...]:
    if np.ndim(X) != 2 or len(X[0]) != 2:
        raise ValueError("give one row of two numbers per sample")
    p = xor_params()
    answers = ()
    for i in range(len(X)):
        z = p["b2"][0]
        for k in range(2):
            total = p["b1"][k]
            for j in range(2):
                total += p["W1"][k, j] * float(X[i][j])
            if total > 0:
                z += p["W2"][0, k]
        answers += (1,) if z > 0 else (0,)
    return answers
