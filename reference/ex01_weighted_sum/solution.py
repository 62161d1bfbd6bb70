"""One artificial neuron: a weighted sum followed by a step.

The neuron keeps two stages apart.  `weighted_sum` measures how strongly the
inputs speak for firing, as one real number.  `step` turns that number into a
decision.  Later exercises replace the step by a smooth activation and leave the
weighted sum as it is, which is why the two are separate functions.

References
----------
.. [1] W. S. McCulloch and W. Pitts, "A logical calculus of the ideas immanent in
   nervous activity", Bulletin of Mathematical Biophysics 5, 115-133, 1943.
.. [2] F. Rosenblatt, "The perceptron: a probabilistic model for information
   storage and organization in the brain", Psychological Review 65(6), 386-408,
   1958.
"""

import numpy as np
from numpy.typing import ArrayLike


def weighted_sum(inputs: ArrayLike, weights: ArrayLike, bias: float) -> float:
    """Add up input times weight over all inputs, then add the bias once.

    Parameters
    ----------
    inputs : array_like, shape (n,)
        The numbers that reach the neuron; a list or a NumPy vector.
    weights : array_like, shape (n,)
        One weight per input, in the same order.
    bias : float
        A single number.

    Returns
    -------
    float
        ``inputs . weights + bias``. For empty vectors (n = 0) it is the bias.

    Raises
    ------
    ValueError
        If the two lengths differ, or if `inputs` or `weights` is not
        one-dimensional.

    Notes
    -----
    The shapes are compared before anything is multiplied.  `np.dot` refuses vectors
    of different lengths by itself, but of two matrices it makes a third one.  Other
    ways to write the sum need the comparison for the lengths too: an entry-by-entry
    product stretches a single weight over all inputs, and ``zip`` drops the entries
    that have no partner.
    """
    x, w = np.asarray(inputs), np.asarray(weights)
    if x.ndim != 1 or x.shape != w.shape:
        raise ValueError(f"need two vectors of one length, got {x.shape} and {w.shape}")
    return float(np.dot(x, w) + bias)


def step(z: float) -> int:
    """Decide: 1 if the total is above zero, else 0.

    Parameters
    ----------
    z : float
        A single number.

    Returns
    -------
    int
        1 if ``z > 0``, otherwise 0.

    Notes
    -----
    The value at exactly 0 is a convention.  This course lets a tie stay silent.
    """
    return 1 if z > 0 else 0


def neuron(inputs: ArrayLike, weights: ArrayLike, bias: float) -> int:
    """Apply the step to the weighted sum.

    Parameters
    ----------
    inputs : array_like, shape (n,)
        The numbers that reach the neuron.
    weights : array_like, shape (n,)
        One weight per input, in the same order.
    bias : float
        A single number; the negative of the threshold that the products must
        exceed.

    Returns
    -------
    int
        1 if the neuron fires, 0 if it stays silent.

    Raises
    ------
    ValueError
        In the cases in which `weighted_sum` raises it.
    """
    return step(weighted_sum(inputs, weights, bias))
