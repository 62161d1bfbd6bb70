"""Holds: forward_difference

The value at x is measured once, then each entry is moved up.
"""

import numpy as np


def _one_number(value):
    if np.ndim(value) != 0:
        raise ValueError("the function returned an array")
    return float(value)


def numerical_gradient(f, x, eps=1e-5):
    if not eps > 0:
        raise ValueError("eps has to be positive")
    here = np.array(x, dtype=float)
    base = _one_number(f(here.copy()))
    slopes = np.zeros_like(here)
    for spot in np.ndindex(*here.shape):
        moved = here.copy()
        moved[spot] += eps
        slopes[spot] = (_one_number(f(moved)) - base) / eps
    return slopes


def relative_error(a, b):
    a, b = np.ravel(np.asarray(a, float)), np.ravel(np.asarray(b, float))
    size = np.sqrt(a @ a) + np.sqrt(b @ b)
    if size == 0:
        return 0.0
    gap = a - b
    return float(np.sqrt(gap @ gap) / size)


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError(f"gradient {np.shape(grad)}, x {np.shape(x)}")
    error = relative_error(grad, numerical_gradient(f, x, eps))
    return error < tol, error


def check_network(params, loss_fn, grads):
    if set(params) != set(grads):
        raise ValueError("params and grads have different names")
    errors = {}
    for name in params:

        def loss_of_one(value, name=name):
            return loss_fn({**params, name: value})

        _, errors[name] = gradient_check(loss_of_one, grads[name], params[name])
    return errors
