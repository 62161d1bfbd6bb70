"""Holds: range_ignored

The task says from -5 to 5.
"""

import matplotlib.pyplot as plt
import numpy as np

LOW, HIGH = -5, 5


def plot_relu_vs_sigmoid(ax=None, lo=LOW, hi=HIGH, n=100):
    if hi <= lo:
        raise ValueError("no range")
    if ax is None:
        _, ax = plt.subplots()
    xs = np.linspace(LOW, HIGH, n)
    ax.plot(xs, np.maximum(xs, 0.0), "r", label="relu")
    ax.plot(xs, 1 / (1 + np.exp(-xs)), "b", label="sigmoid")
    ax.set(title="two", xlabel="x", ylabel="y")
    ax.legend()
    return ax
