"""Right: pyplot for everything, told which Axes is meant."""

import math

import matplotlib.pyplot as plt
import numpy as np


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if not lo < hi:
        raise ValueError("empty range")
    if ax is None:
        plt.figure()
        ax = plt.gca()
    plt.sca(ax)
    xs = np.linspace(lo, hi, n)
    plt.plot(xs, [max(0.0, x) for x in xs], "r--", label="relu(x)")
    plt.plot(xs, [1 / (1 + math.exp(-x)) for x in xs], "b.-", label=r"Sigmoid $\sigma$")
    plt.title("Activations")
    plt.xlabel("x")
    plt.ylabel("f(x)")
    plt.grid(True)
    plt.legend(loc="upper left")
    return ax
