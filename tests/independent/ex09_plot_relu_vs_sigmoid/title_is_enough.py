"""Holds: axes_unnamed

What x and y are is clear from the formula.
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi <= lo:
        raise ValueError("empty")
    if ax is None:
        _, ax = plt.subplots()
    x = np.linspace(lo, hi, n)
    ax.axhline(0, color="k")
    ax.plot(x, 1 / (1 + np.e**-x), label="sigmoid(x)", color="C3")
    ax.plot(x, (x > 0) * x, label="relu(x)", color="C4")
    ax.legend()
    ax.set_title("sigmoid(x) and relu(x)")
    return ax
