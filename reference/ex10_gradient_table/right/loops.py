"""Right: one entry and one layer at a time."""

import math

import numpy as np


def slope_of_sigmoid(x):
    """Return the slope for one number; 0 where the exponential is too large."""
    if abs(x) > 700:
        return 0.0
    s = 1 / (1 + math.exp(-x))
    return s * (1 - s)


def slope_of_relu(x):
    """Return the slope for one number."""
    if x > 0:
        return 1.0
    return 0.0


def gradient_table(x):
    """Fill both columns entry by entry."""
    x = np.array(x)
    sig_grad = np.zeros(x.shape)
    relu_grad = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        sig_grad[place] = slope_of_sigmoid(float(x[place]))
        relu_grad[place] = slope_of_relu(float(x[place]))
    return sig_grad, relu_grad


def product_through_layers(x, layers):
    """Multiply once per layer."""
    if layers <= 0:
        raise ValueError("layers must be positive")
    sig, relu = 1.0, 1.0
    for _ in range(layers):
        sig = sig * slope_of_sigmoid(x)
        relu = relu * slope_of_relu(x)
    return sig, relu
