"""Holds: derivative_plotted

f'(x) is called the sigmoid's curve in the notes.
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi <= lo:
        raise ValueError("no range")
    if ax is None:
        _, ax = plt.subplots()
    xs = np.linspace(lo, hi, n)
    e = np.exp(-xs)
    ax.plot(xs, e / (1 + e) ** 2, label="sigmoid", color="k")
    ax.plot(xs, np.fmax(xs, 0), label="relu", color="tomato")
    ax.set(title="two", xlabel="x", ylabel="y")
    ax.legend()
    return ax
