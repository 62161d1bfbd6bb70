"""Exercise 16: mean squared error, binary and categorical cross-entropy."""

from numpy.typing import ArrayLike


def mse(y_true: ArrayLike, y_pred: ArrayLike) -> float:
    """Average the squared differences over all entries.

    Parameters
    ----------
    y_true : array_like, any shape
        What would have been right.
    y_pred : array_like, shape of `y_true`
        What was predicted.

    Returns
    -------
    float
        At least 0.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    raise NotImplementedError("write mse")


def bce(y_true: ArrayLike, p: ArrayLike, eps: float = 1e-12) -> float:
    """Average the binary cross-entropy over all entries.

    Parameters
    ----------
    y_true : array_like, any shape
        Labels: 0, 1 or anything between.
    p : array_like, shape of `y_true`
        Probabilities of label 1.
    eps : float
        Probabilities are kept within [eps, 1 - eps] before the logarithm.

    Returns
    -------
    float
        In nats (natural logarithm), at least 0.

    Raises
    ------
    ValueError
        If the shapes differ, or a probability is outside [0, 1] by more than `eps`.
    """
    raise NotImplementedError("write bce")


def cce(Y_onehot: ArrayLike, P: ArrayLike, eps: float = 1e-12) -> float:
    """Average the categorical cross-entropy over the samples.

    Parameters
    ----------
    Y_onehot : array_like, shape (m, k)
        A row per sample: 1 at the true class, 0 elsewhere, or soft labels.
    P : array_like, shape (m, k)
        A row per sample: the probability of each class.
    eps : float
        Probabilities are kept within [eps, 1 - eps] before the logarithm.

    Returns
    -------
    float
        In nats, at least 0: the mean over the m rows of the sum over the k classes.

    Raises
    ------
    ValueError
        If the shapes differ, or a probability is outside [0, 1] by more than `eps`.
    """
    raise NotImplementedError("write cce")
