"""A neuron with a step: add up, add the bias, decide."""

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
        The total: one plain number. For empty vectors (n = 0) it is the bias.

    Raises
    ------
    ValueError
        If the two lengths differ, or if `inputs` or `weights` is not
        one-dimensional.
    """
    raise NotImplementedError("write weighted_sum")


def step(z: float) -> int:
    """Decide: 1 if the total is above zero, else 0.

    Parameters
    ----------
    z : float
        A single number.

    Returns
    -------
    int
        1 if ``z > 0``, otherwise 0; a total of exactly 0 gives 0.
    """
    raise NotImplementedError("write step")


def neuron(inputs: ArrayLike, weights: ArrayLike, bias: float) -> int:
    """Apply the step to the weighted sum.

    Parameters
    ----------
    inputs : array_like, shape (n,)
        The numbers that reach the neuron.
    weights : array_like, shape (n,)
        One weight per input, in the same order.
    bias : float
        A single number.

    Returns
    -------
    int
        1 if the neuron fires, 0 if it stays silent.

    Raises
    ------
    ValueError
        In the cases in which `weighted_sum` raises it.
    """
    raise NotImplementedError("write neuron")
