"""Holds: labels_swapped

The title says ReLU first, so the list does.
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    assert_range(lo, hi)
    if ax is None:
        ax = plt.figure(figsize=(7, 3)).add_subplot()
    x = np.linspace(lo, hi, n)
    y = np.array([0.5 + 0.5 * np.tanh(x / 2), np.maximum(0.0, x)]).T
    ax.plot(x, y)
    ax.legend(["relu", "sigmoid"], loc="lower right")
    ax.set_title("relu vs sigmoid")
    ax.set_xlabel("z")
    ax.set_ylabel("a")
    return ax


def assert_range(lo, hi):
    if hi <= lo:
        raise ValueError("range")
