"""Right, but noisy: prints, warns, and clips what can be clipped unseen."""

import warnings

import numpy as np


def softmax(Z: np.ndarray) -> np.ndarray:
    print("softmax of", np.shape(Z))
    below = np.array(Z, dtype=np.float64)
    below -= np.amax(below, axis=-1, keepdims=True)
    warnings.warn("taking exponentials", stacklevel=2)
    powers = np.power(np.e, np.maximum(below, -745.0))
    return np.divide(powers, powers.sum(-1)[:, None])


def one_hot(y: np.ndarray, k: int) -> np.ndarray:
    print("labels", y)
    y = np.asarray(y)
    if "int" not in str(y.dtype):
        raise ValueError("not integers")
    if (y < 0).any() or (y >= k).any():
        raise ValueError("not in range")
    return np.identity(k, dtype=int)[y, :]


def predict(Z: np.ndarray) -> np.ndarray:
    answers = np.argsort(-np.asarray(Z, dtype=float), axis=1, kind="stable")[:, 0]
    print("answers", answers)
    return answers


def accuracy(y: np.ndarray, y_hat: np.ndarray) -> float:
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    if y.size != y_hat.size:
        raise ValueError("sizes")
    hits = (y == y_hat).astype(float)
    print(hits.sum(), "right")
    return hits.sum() / hits.size
