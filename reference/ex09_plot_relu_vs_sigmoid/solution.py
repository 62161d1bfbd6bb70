"""Two activation functions in one picture, for comparison.

The function talks to one Axes and to nothing else.  Where the Axes comes from is
settled in its first lines; after that there is no difference between a picture of its
own and a corner of somebody else's.  It leaves showing and saving to its caller, so it
can be used in a notebook, in a report and in a test alike.

References
----------
.. [1] J. D. Hunter, "Matplotlib: a 2D graphics environment", Computing in Science &
   Engineering 9(3), 90-95, 2007.
.. [2] X. Glorot, A. Bordes and Y. Bengio, "Deep sparse rectifier neural networks",
   AISTATS, 315-323, 2011 (why ReLU took the sigmoid's place).
"""

import matplotlib.pyplot as plt
import numpy as np
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
    if hi <= lo:
        raise ValueError(f"hi must be larger than lo, got {lo} and {hi}")
    if ax is None:
        _, ax = plt.subplots()
    x = np.linspace(lo, hi, n)
    ax.plot(x, 1.0 / (1.0 + np.exp(-x)), label="sigmoid")
    ax.plot(x, np.maximum(x, 0.0), label="ReLU")
    ax.set(title="ReLU and sigmoid", xlabel="weighted sum x", ylabel="activation")
    ax.legend()
    return ax
