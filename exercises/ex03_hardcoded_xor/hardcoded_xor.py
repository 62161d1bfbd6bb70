"""XOR with hand-chosen weights: a 2-2-1 network of step neurons."""

import numpy as np


def xor_params() -> dict[str, np.ndarray]:
    """Give the nine numbers of a network that computes exclusive-or.

    Returns
    -------
    dict
        W1 : ndarray of shape (2, 2), one row per hidden neuron.
        b1 : ndarray of shape (2,), one bias per hidden neuron.
        W2 : ndarray of shape (1, 2), the row of the output neuron.
        b2 : ndarray of shape (1,), its bias.
    """
    raise NotImplementedError("write xor_params")


def xor_forward(X: np.ndarray) -> np.ndarray:
    """Run the network of `xor_params` on a batch of samples.

    Each neuron answers 1 if its weighted sum plus its bias is above zero, else 0.

    Parameters
    ----------
    X : array_like of shape (m, 2)
        One sample per row. Integers, floats or booleans.

    Returns
    -------
    ndarray of shape (m,)
        The answer for each row, the integer 0 or 1.

    Raises
    ------
    ValueError
        If X is not a batch of samples with two columns.
    """
    raise NotImplementedError("write xor_forward")
