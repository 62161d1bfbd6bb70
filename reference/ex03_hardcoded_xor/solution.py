"""XOR by hand: "at least one" AND "not both", a neuron for each of the three.

Row-major: a row of X is a sample.  A row of W is a neuron, so a layer is
``X @ W.T + b``: the transpose brings the weights of a neuron below each other, where
the product looks for them.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 6.1 (learning XOR).
"""

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

    Notes
    -----
    ======  ==============  =================  =================
    x1 x2   OR: z (answer)  NAND: z (answer)   AND of both: z
    ======  ==============  =================  =================
    0  0    -0.5  (0)        1.5  (1)          -0.5  -> 0
    0  1     0.5  (1)        0.5  (1)           0.5  -> 1
    1  0     0.5  (1)        0.5  (1)           0.5  -> 1
    1  1     1.5  (1)       -0.5  (0)          -0.5  -> 0
    ======  ==============  =================  =================

    No z is closer to 0 than 0.5, so the answers at the corners do not depend on
    whether a neuron fires at z = 0. The hidden step is what makes it work: it maps
    (0, 1) and (1, 0) to the same point (1, 1), and one line can separate that point
    from the others. Without it the network is one neuron, and one neuron cannot
    compute XOR [1]_.
    """
    return {
        "W1": np.array([[1, 1], [-1, -1]]),  # rows: OR, NAND
        "b1": np.array([-1, 3]) / 2,  # halfway between two counts of ones
        "W2": np.array([[1, 1]]),  # AND
        "b2": np.array([-3]) / 2,
    }


def xor_forward(X: np.ndarray) -> np.ndarray:
    """Run the network of `xor_params` on a batch of samples.

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
    samples = np.asarray(X)
    if samples.shape[1:] != (2,):
        raise ValueError(f"X must have shape (m, 2), got {samples.shape}")
    params = xor_params()
    hidden = _step(samples @ params["W1"].T + params["b1"])  # (m, 2)
    output = _step(hidden @ params["W2"].T + params["b2"])  # (m, 1)
    return output[:, 0]


def _step(z: np.ndarray) -> np.ndarray:
    """Answer 1 where z is above zero, else 0."""
    return (z > 0).astype(int)
