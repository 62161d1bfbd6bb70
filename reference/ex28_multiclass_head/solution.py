"""The multi-class head: softmax, one-hot labels, answers, accuracy.

Row-major: samples are rows throughout, so whatever concerns one sample runs along axis 1.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 6.2.2.3 (softmax units for multinoulli output distributions).
.. [2] C. M. Bishop, "Pattern Recognition and Machine Learning", Springer, 2006,
   section 4.3.4 (1-of-K coding and multiclass logistic regression).
"""

import numpy as np
from numpy.typing import ArrayLike


def softmax(Z: ArrayLike) -> np.ndarray:
    """Turn each row of scores into probabilities.

    Parameters
    ----------
    Z : array_like, shape (m, k)
        Scores of m samples for k classes.

    Returns
    -------
    ndarray of float, shape (m, k)
        Every row adds up to 1.

    Notes
    -----
    Within a row only differences count.  With the largest score moved to 0 no
    exponential exceeds 1, and the sum is at least 1.
    """
    scores = np.asarray(Z, dtype=float)
    parts = np.exp(scores - scores.max(axis=1, keepdims=True))
    return parts / parts.sum(axis=1, keepdims=True)


def one_hot(y: ArrayLike, k: int) -> np.ndarray:
    """Write every label as a row with one 1.

    Parameters
    ----------
    y : array_like of int, shape (m,)
        Labels from 0 to k - 1.
    k : int
        Number of classes.

    Returns
    -------
    ndarray of float, shape (m, k)
        Row i of the result is row ``y[i]`` of the identity matrix.

    Raises
    ------
    ValueError
        If a label is negative, is k or above, or is a float.
    """
    labels = np.asarray(y)
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels must be whole numbers, got {labels.dtype}")
    if labels.min() < 0 or labels.max() >= k:
        raise ValueError(f"labels must lie between 0 and {k - 1}")
    return np.eye(k)[labels]


def predict(Z: ArrayLike) -> np.ndarray:
    """Name the class with the largest score in each row.

    Parameters
    ----------
    Z : array_like, shape (m, k)
        Scores, or any increasing function of them such as probabilities.

    Returns
    -------
    ndarray of int, shape (m,)
        Of several equal scores the first one wins.
    """
    return np.argmax(Z, axis=1)


def accuracy(y: ArrayLike, y_hat: ArrayLike) -> float:
    """Say what share of the answers is right.

    Parameters
    ----------
    y : array_like of int, shape (m,)
        Labels.
    y_hat : array_like of int, shape (m,)
        Answers.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If the two differ in length; broadcasting would hide it.
    """
    labels, answers = np.asarray(y), np.asarray(y_hat)
    if labels.shape != answers.shape:
        raise ValueError(f"{labels.size} labels but {answers.size} answers")
    return float(np.mean(labels == answers))
