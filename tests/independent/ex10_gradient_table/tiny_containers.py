"""Holds: dtype_as_it_came

The numbers are used as they are found.
"""

from numpy import array, exp, where


def gradient_table(x):
    found = array(x)
    growth = exp(-found)
    slope_s = growth / (1 + growth) / (1 + growth)
    slope_s = where(found < -300, 0.0, slope_s)
    return slope_s, where(found > 0, 1.0, 0.0)


def product_through_layers(x, layers):
    if layers <= 0:
        raise ValueError(f"{layers} layers?")
    left, right = gradient_table(x)
    first, second = 1.0, 1.0
    while layers:
        first, second = first * left, second * right
        layers = layers - 1
    return first, second
