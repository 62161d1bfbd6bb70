"""Exercise 9: two activation functions in one picture."""

from matplotlib.axes import Axes


def plot_relu_vs_sigmoid(
    ax: Axes | None = None, lo: float = -5.0, hi: float = 5.0, n: int = 100
) -> Axes:
    """Draw the sigmoid and ReLU on one Axes, with title, axis names and legend.

    Parameters
    ----------
    ax : Axes, optional
        Where to draw; by default on the Axes of one new figure.
    lo, hi : float
        Where x begins and ends.
    n : int
        How many points each curve has.

    Returns
    -------
    Axes
        The one that was drawn on.

    Raises
    ------
    ValueError
        If `hi` is not larger than `lo`.
    """
    raise NotImplementedError("write plot_relu_vs_sigmoid")
