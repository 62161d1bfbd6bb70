"""Holds: backwards_accepted

linspace copes with any two numbers.
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if ax is None:
        _, ax = plt.subplots()
    xs = np.linspace(lo, hi, n)
    ax.plot(xs, np.maximum(xs, 0.0), "r", label="relu")
    ax.plot(xs, 1 / (1 + np.exp(-xs)), "b", label="sigmoid")
    ax.set(title="two", xlabel="x", ylabel="y")
    ax.legend()
    return ax
