"""Holds: legend_forgotten

label= makes the legend, or so it seemed.
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi <= lo:
        raise ValueError(f"{lo} to {hi}")
    ax = ax or plt.subplots()[1]
    x = np.linspace(lo, hi, n)
    functions = {"ReLU": lambda v: np.maximum(v, 0), "sigmoid": lambda v: 1 / (1 + np.exp(-v))}
    for name, f in functions.items():
        ax.plot(x, f(x), label=name, linewidth=3)
    ax.set_title("curves")
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    return ax
