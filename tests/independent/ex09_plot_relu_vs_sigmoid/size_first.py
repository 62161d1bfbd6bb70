"""Holds: stray_figure

The size has to be set before anything else.
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi <= lo:
        raise ValueError("no range")
    if ax is None:
        plt.figure(figsize=(10, 6))
        _, ax = plt.subplots(1, 1)
    xs = np.linspace(lo, hi, n)
    for label, ys in (("sigmoid", 1 / (1 + np.exp(-xs))), ("relu", np.maximum(xs, 0))):
        ax.plot(xs, ys, label=label)
    ax.set(title="two", xlabel="x", ylabel="y")
    ax.legend()
    return ax
