"""Holds: x_too_short

ReLU only does something from 0 on.
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if not hi > lo:
        raise ValueError("bad range")
    axes = plt.figure().gca() if ax is None else ax
    xs = np.linspace(0.0, hi, num=n)
    axes.plot(xs, [1.0 / (1.0 + np.exp(-v)) for v in xs], "c-", label="Sigmoid")
    axes.plot(xs, xs.clip(min=0), "m-", label="ReLU")
    axes.set(xlabel="input", ylabel="output", title="Compare")
    axes.legend(loc="best")
    return axes
