"""Right, but noisy: prints, warns, reseeds, and crossing lines in float32."""

import warnings

import numpy as np

np.seterr(all="warn")


def xor_params() -> dict[str, np.ndarray]:
    np.random.seed(1)
    print("my nine numbers")
    # Each hidden neuron accepts one corner; the two lines cross outside the square.
    return dict(
        W1=np.array([[3, -2], [-2, 3]], dtype=np.float32),
        b1=np.array([-1.5, -1.5], dtype=np.float32),
        W2=np.array([[2, 3]], dtype=np.float32),
        b2=np.array([-1], dtype=np.float32),
    )


def xor_forward(X: np.ndarray) -> np.ndarray:
    warnings.warn("running the network", stacklevel=2)
    if np.ndim(X) != 2 or np.shape(X)[1] != 2:
        print("bad shape", np.shape(X))
        raise ValueError("X must be (m, 2)")
    p = xor_params()
    out = []
    for x in np.asarray(X, dtype=np.float64):
        h = np.greater(np.dot(p["W1"], x) + p["b1"], 0).astype(np.float32)
        y = np.greater(np.dot(p["W2"], h) + p["b2"], 0)
        out.append(int(y[0]))
    print(out)
    return np.array(out)
