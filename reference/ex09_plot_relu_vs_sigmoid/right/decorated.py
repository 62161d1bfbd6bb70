"""Right: more than was asked for: lines along the axes, limits, a style, a remark."""

import matplotlib.pyplot as plt
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def relu(x):
    return x * (x > 0)


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi - lo <= 0:
        raise ValueError("hi must be above lo")
    with plt.style.context("ggplot"):
        if ax is None:
            figure, ax = plt.subplots(figsize=(8, 4), layout="constrained")
        ax.axhline(0, color="black", lw=0.5)
        ax.axvline(0, color="black", lw=0.5)
        ax.axhline(1, color="gray", ls=":", label="limit of the S")
        x = np.linspace(lo, hi, n)
        for function in (sigmoid, relu):
            ax.plot(x, function(x), label=function.__name__.upper(), linewidth=2)
        ax.annotate("kink", (0, 0), (1, -0.5), arrowprops={"arrowstyle": "->"})
        ax.set_title(r"$\frac{1}{1+e^{-x}}$ and $\max(0, x)$")
        ax.set_xlabel("x")
        ax.set_ylabel("y")
        ax.set_ylim(-1, 2)
        ax.legend(title="curves", frameon=False)
        ax.figure.canvas.draw()
    return ax
