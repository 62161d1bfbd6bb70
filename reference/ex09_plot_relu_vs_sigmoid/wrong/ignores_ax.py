"""Wrong: opens a figure whatever it was given."""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi <= lo:
        raise ValueError("hi must be larger than lo")
    fig, ax = plt.subplots()
    x = np.linspace(lo, hi, n)
    ax.plot(x, 1 / (1 + np.exp(-x)), label="sigmoid")
    ax.plot(x, np.maximum(0, x), label="relu")
    ax.set_xlabel("x")
    ax.set_ylabel("activation")
    ax.set_title("ReLU and sigmoid")
    ax.legend()
    return ax
