"""Right: a beginner's loops, and the legend made from the lines by hand."""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi <= lo:
        raise ValueError("the range is empty")
    if ax == None:  # noqa: E711  (as a beginner writes it)
        fig = plt.figure()
        ax = fig.add_subplot(1, 1, 1)
    step = (hi - lo) / (n - 1)
    x_values = []
    sigmoid_values = []
    relu_values = []
    for i in range(n):
        x = lo + i * step
        x_values.append(x)
        sigmoid_values.append(1 / (1 + np.exp(-x)))
        if x > 0:
            relu_values.append(x)
        else:
            relu_values.append(0)
    (line1,) = ax.plot(x_values, relu_values, color="green")
    (line2,) = ax.plot(x_values, sigmoid_values, color="purple")
    ax.legend([line2, line1], ["the sigmoid", "the ReLU"])
    ax.set_title("ReLU vs sigmoid")
    ax.set_xlabel("input")
    ax.set_ylabel("output")
    return ax
