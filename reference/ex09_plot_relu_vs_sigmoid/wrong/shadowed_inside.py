"""Wrong: local variables have the functions' names."""

import matplotlib.pyplot as plt
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def relu(x):
    return np.maximum(0, x)


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi <= lo:
        raise ValueError("hi must be larger than lo")
    if ax is None:
        fig, ax = plt.subplots()
    x = np.linspace(lo, hi, n)
    sigmoid = sigmoid(x)  # noqa: F823  (the mistake)
    relu = relu(x)  # noqa: F823  (the mistake)
    ax.plot(x, sigmoid, label="sigmoid")
    ax.plot(x, relu, label="relu")
    ax.set_xlabel("x")
    ax.set_ylabel("activation")
    ax.set_title("ReLU and sigmoid")
    ax.legend()
    return ax
