"""Right, but noisy: prints the table it returns."""

import numpy as np

np.set_printoptions(precision=2)


def gradient_table(x):
    """Print both columns, too."""
    x = np.asarray(x, float)
    sig = np.exp(-np.logaddexp(0, -x) - np.logaddexp(0, x))
    relu = np.heaviside(x, 0.0)
    print(sig, relu, sep="\n")
    return sig, relu


def product_through_layers(x, layers):
    """Multiply copies of the slopes."""
    print("layers:", layers)
    if not layers >= 1:
        raise ValueError("too few layers")
    slopes = np.array(gradient_table(x))
    left = np.prod(np.tile(slopes, (layers, 1)), axis=0)
    return tuple(left)
