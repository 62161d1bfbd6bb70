"""Right, but noisy: prints each step; the square is multiplied out."""

import numpy as np


def square_unit(x, w, b):
    """Add the three terms of the square and the slopes of each."""
    x, w, b = np.array(x) + 0.0, np.array(w) + 0.0, np.array(b) + 0.0
    y = (x * w) ** 2 + 2 * x * w * b + b**2
    print("output", y)
    nothing = np.zeros(np.shape(y))
    return y, 2 * w * x**2 + 2 * x * b + nothing, 2 * x * w + 2 * b + nothing


def numeric_check(x, w, b, eps=1e-5):
    """Use the symmetric difference quotient."""
    print("step", eps)
    if eps <= 0:
        raise ValueError("no")
    x, w, b = np.array(x) + 0.0, np.array(w) + 0.0, np.array(b) + 0.0
    signs = (1, -1)
    dw = sum(s * (x * (w + s * eps) + b) ** 2 for s in signs)
    db = sum(s * (x * w + b + s * eps) ** 2 for s in signs)
    return dw / eps / 2, db / eps / 2
