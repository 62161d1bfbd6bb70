"""Holds: two_figures

One figure for each function, as in the book.
"""

import matplotlib.pyplot as plt
import numpy as np


def _draw(x, y, name):
    plt.figure()
    plt.plot(x, y, label=name)
    plt.title(name)
    plt.xlabel("x")
    plt.ylabel("activation")
    plt.legend()
    return plt.gca()


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi <= lo:
        raise ValueError("hi <= lo")
    x = np.linspace(lo, hi, n)
    _draw(x, 1 / (1 + np.exp(-x)), "sigmoid")
    return _draw(x, np.maximum(x, 0), "relu")
