"""Holds: no_labels

Blue is the sigmoid, everybody sees that.
"""

import numpy as np
from matplotlib import pyplot


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if lo >= hi:
        raise ValueError("lo must be below hi")
    if ax is None:
        ax = pyplot.subplots(figsize=(6, 6))[1]
    t = np.linspace(lo, hi, n)
    ax.plot(t, np.where(t > 0, t, 0.0), c="red")
    ax.plot(t, np.exp(t) / (1 + np.exp(t)), c="blue")
    ax.set_title("red: ReLU, blue: sigmoid")
    ax.set_xlabel("t")
    ax.set_ylabel("f(t)")
    ax.grid()
    ax.legend()
    return ax
