"""Holds: show_blocks

Shows the picture when it is done.
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi <= lo:
        raise ValueError("no range")
    if ax is None:
        _, ax = plt.subplots()
    xs = np.linspace(lo, hi, n)
    ax.plot(xs, 1 / (1 + np.exp(-xs)), label="sigmoid", color="navy")
    ax.plot(xs, np.fmax(xs, 0), label="relu", color="tomato")
    ax.set(title="two", xlabel="x", ylabel="y")
    ax.legend()
    plt.tight_layout()
    plt.show()
    return ax
