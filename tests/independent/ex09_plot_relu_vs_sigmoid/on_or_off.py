"""Holds: step_plotted

ReLU switches on at zero.
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi <= lo:
        raise ValueError("no range")
    if ax is None:
        _, ax = plt.subplots()
    xs = np.linspace(lo, hi, n)
    ax.plot(xs, np.heaviside(xs, 0.0), "r", label="relu")
    ax.plot(xs, 1 / (1 + np.exp(-xs)), "b", label="sigmoid")
    ax.set(title="two", xlabel="x", ylabel="y")
    ax.legend()
    return ax
