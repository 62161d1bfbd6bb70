"""Three losses, as means, that neither overflow nor mix up shapes.

Both cross-entropies are the surprise -log(probability of what happened), averaged.
They share one danger, the logarithm of 0, and so one guard: probabilities are
clipped before the logarithm.  All three share another: arrays whose shapes differ
may still broadcast, so shapes are compared before anything is subtracted.

Row-major: where there are several classes, a sample is a row of probabilities.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 5.1.4 (mean squared error), section 3.13 (cross-entropy) and
   section 6.2.2 (losses for sigmoid and softmax outputs).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def _pair(y_true: ArrayLike, y_pred: ArrayLike) -> tuple[Array, Array]:
    """Return both as floats, and refuse shapes that differ."""
    # Floats from the start: unsigned integers wrap, and in float32 1 - 1e-12 is 1.
    y, p = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
    if y.shape != p.shape:
        raise ValueError(
            f"labels of shape {y.shape} and predictions of shape {p.shape}"
        )
    return y, p


def _inside(p: Array, eps: float) -> Array:
    """Clip probabilities so that no logarithm meets 0; `eps` beyond 0 to 1 is rounding."""
    if np.any((p < -eps) | (p > 1 + eps)):
        raise ValueError("a probability lies outside 0 to 1")
    return np.clip(p, eps, 1 - eps)


def mse(y_true: ArrayLike, y_pred: ArrayLike) -> float:
    """Average the squared differences over all entries.

    Parameters
    ----------
    y_true, y_pred : array_like, same shape

    Returns
    -------
    float
        At least 0, in the squared unit of the labels.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    y, prediction = _pair(y_true, y_pred)
    return float(np.mean((prediction - y) ** 2))


def bce(y_true: ArrayLike, p: ArrayLike, eps: float = 1e-12) -> float:
    """Average the binary cross-entropy over all entries.

    Parameters
    ----------
    y_true : array_like, any shape
        Labels between 0 and 1; a soft label weighs both terms.
    p : array_like, shape of `y_true`
        Probabilities of label 1.
    eps : float
        Probabilities are clipped to [eps, 1 - eps].

    Returns
    -------
    float
        In nats: at least 0, at most -log(eps).

    Raises
    ------
    ValueError
        If the shapes differ, or a probability is outside [0, 1] by more than `eps`.
    """
    y, p = _pair(y_true, p)
    p = _inside(p, eps)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def cce(Y_onehot: ArrayLike, P: ArrayLike, eps: float = 1e-12) -> float:
    """Average the categorical cross-entropy over the samples.

    Parameters
    ----------
    Y_onehot : array_like, shape (m, k)
        A row per sample: one-hot or soft labels.
    P : array_like, shape (m, k)
        A row of probabilities per sample; used as they are, whatever their sum.
    eps : float
        Probabilities are clipped to [eps, 1 - eps].

    Returns
    -------
    float
        In nats: first summed over the k classes of a sample, then averaged over
        the m samples.

    Raises
    ------
    ValueError
        If the shapes differ, or a probability is outside [0, 1] by more than `eps`.
    """
    Y, P = _pair(Y_onehot, P)
    surprise = -np.sum(Y * np.log(_inside(P, eps)), axis=1)
    return float(np.mean(surprise))
