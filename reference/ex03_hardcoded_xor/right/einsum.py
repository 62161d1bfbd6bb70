"""Right: OR minus AND inside the output neuron, einsum for the sums."""

import numpy as np


def xor_params() -> dict[str, np.ndarray]:
    either_and_both = np.full((2, 2), 2, dtype=np.int32)
    return {
        "W1": either_and_both,
        "b1": np.array([-1, -3], dtype=np.int32),
        "W2": np.array([[2, -3]], dtype=np.int64),
        "b2": np.array([-1]),
    }


def xor_forward(X: np.ndarray) -> np.ndarray:
    p = xor_params()
    signal = np.asarray(X, dtype=np.float64)
    for weights, bias in ((p["W1"], p["b1"]), (p["W2"], p["b2"])):
        signal = np.heaviside(np.einsum("mi,oi->mo", signal, weights) + bias, 0.0)
    return signal.astype(np.int32).ravel()
