"""Holds: current_axes

plt knows where to draw.
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi <= lo:
        raise ValueError("no range")
    x = np.linspace(lo, hi, n)
    if ax is None:
        plt.figure()
    plt.plot(x, np.maximum(x, 0), label="ReLU")
    plt.plot(x, 1 / (1 + np.exp(-x)), label="Sigmoid")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title("t")
    plt.legend()
    ax = plt.gca()
    return ax
