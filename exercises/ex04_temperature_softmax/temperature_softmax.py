"""Softmax with a temperature: from scores to probabilities."""

import numpy as np
from numpy.typing import ArrayLike


def softmax_with_temperature(
    logits: ArrayLike, temperature: float = 1.0, axis: int = -1
) -> np.ndarray:
    """Turn scores into probabilities that add up to 1 along `axis`.

    Parameters
    ----------
    logits : array_like, shape (k,) or (m, k)
        Scores: whole or decimal numbers of any sign, in a list or an array.
        In a batch of shape (m, k) each row holds the k scores of one sample.
    temperature : float, optional
        A finite number above 0. Below 1 it sharpens, above 1 it flattens the
        distribution; 1 is the ordinary softmax.
    axis : int, optional
        The axis along which the results add up to 1. The default, the last one,
        treats each row of a batch by itself; 0 treats each column by itself.

    Returns
    -------
    ndarray of float64, same shape as `logits`
        Probabilities.

    Raises
    ------
    ValueError
        If `temperature` is zero, negative, nan or infinite, or if `logits` holds
        no score.
    """
    raise NotImplementedError("write softmax_with_temperature")
