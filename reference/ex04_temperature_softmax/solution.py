"""Softmax with a temperature, safe for scores of any size.

Two facts carry this file.  Dividing the scores by the temperature scales their
differences, which is what sharpens or flattens the distribution.  Subtracting one
number from all scores changes no difference, so the largest exponent may be moved
to 0: then no exponential exceeds 1, and the sum, which contains that 1, is never 0.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 4.1 (overflow and underflow) and section 6.2.2.3 (softmax units).
.. [2] J. S. Bridle, "Probabilistic interpretation of feedforward classification
   network outputs, with relationships to statistical pattern recognition", in
   Neurocomputing, NATO ASI Series 68, 227-236, Springer, 1990.
.. [3] G. Hinton, O. Vinyals and J. Dean, "Distilling the knowledge in a neural
   network", arXiv:1503.02531, 2015, section 2 (the temperature).
"""

import numpy as np
from numpy.typing import ArrayLike


def softmax_with_temperature(
    logits: ArrayLike, temperature: float = 1.0, axis: int = -1
) -> np.ndarray:
    """Turn scores into probabilities that add up to 1 along `axis`.

    Parameters
    ----------
    logits : array_like, shape (k,) or (m, k)
        Scores; in a batch each row holds the k scores of one sample.
    temperature : float, optional
        A finite number above 0. Below 1 it sharpens, above 1 it flattens.
    axis : int, optional
        The axis along which the results add up to 1.

    Returns
    -------
    ndarray of float64, same shape as `logits`
        ``exp(logits / temperature)``, normalised along `axis`.

    Raises
    ------
    ValueError
        If `temperature` is zero, negative, nan or infinite, or if `logits` holds
        no score.

    Notes
    -----
    The maximum is subtracted before the division by the temperature.  On paper the
    order does not matter; in floating point this order cannot turn a large finite
    score into infinity by dividing it by a small temperature.  A nan among the
    scores reaches the maximum and the sum, and so every probability next to it.
    """
    z = np.asarray(logits, dtype=float)
    if not (np.isfinite(temperature) and temperature > 0):
        raise ValueError(
            f"temperature must be a finite number above 0, got {temperature}"
        )
    if z.size == 0:
        raise ValueError("softmax needs at least one score")
    below_the_best = z - z.max(axis=axis, keepdims=True)  # all <= 0, the best is 0
    parts = np.exp(below_the_best / temperature)
    return parts / parts.sum(axis=axis, keepdims=True)
