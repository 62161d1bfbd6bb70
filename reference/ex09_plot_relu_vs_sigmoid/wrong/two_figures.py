"""Wrong: one figure per curve."""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi <= lo:
        raise ValueError("hi must be larger than lo")
    x = np.linspace(lo, hi, n)
    curves = {"sigmoid": 1 / (1 + np.exp(-x)), "relu": np.maximum(0, x)}
    for name, y in curves.items():
        fig, ax = plt.subplots()
        ax.plot(x, y, label=name)
        ax.set_xlabel("x")
        ax.set_ylabel("activation")
        ax.set_title(name)
        ax.legend()
    return ax
