"""Wrong: draws on pyplot's current Axes."""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi <= lo:
        raise ValueError("hi must be larger than lo")
    if ax is None:
        plt.subplots()
    x = np.linspace(lo, hi, n)
    plt.plot(x, 1 / (1 + np.exp(-x)), label="sigmoid")
    plt.plot(x, np.maximum(0, x), label="relu")
    plt.xlabel("x")
    plt.ylabel("activation")
    plt.title("ReLU and sigmoid")
    plt.legend()
    return plt.gca()
