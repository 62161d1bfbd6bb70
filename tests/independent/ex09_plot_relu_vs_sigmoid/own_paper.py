"""Holds: ignores_ax

Always brings its own figure.
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if lo >= hi:
        raise ValueError("lo must be smaller")
    figure = plt.figure(figsize=(5, 5))
    ax = figure.add_subplot(111)
    x = np.linspace(lo, hi, n)
    ax.plot(x, np.maximum(x, 0), "--", label="ReLU")
    ax.plot(x, 1 / (1 + np.exp(-x)), ":", label="Sigmoid")
    ax.legend()
    ax.set_ylabel("y")
    ax.set_xlabel("x")
    ax.set_title("My plot")
    figure.tight_layout()
    return ax
