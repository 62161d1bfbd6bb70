"""Right: a figure without pyplot, and the points listed from the right to the left."""

import numpy as np
from matplotlib.figure import Figure


def plot_relu_vs_sigmoid(ax=None, lo=-5.0, hi=5.0, n=100):
    if hi <= lo:
        raise ValueError("nothing to draw")
    if ax is None:
        ax = Figure().subplots()
    x = np.linspace(hi, lo, n)
    both = np.column_stack([np.tanh(x / 2) / 2 + 0.5, (np.abs(x) + x) / 2])
    ax.plot(x, both, label=["Sigmoid", "ReLU"])
    ax.set(xlabel="x", ylabel="activation", title="Two activations")
    ax.legend()
    return ax
