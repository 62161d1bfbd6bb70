"""Holds: drawn_on_what_is_open

gcf and gca give the figure that is there.
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi <= lo:
        raise ValueError("no range")
    if ax is None:
        ax = plt.gcf().gca()
    xs = np.linspace(lo, hi, n)
    ax.plot(xs, np.maximum(xs, 0), label="ReLU")
    ax.plot(xs, 1 / (1 + np.exp(-xs)), label="sigmoid")
    ax.set(title="two", xlabel="x", ylabel="y")
    ax.legend()
    return ax
