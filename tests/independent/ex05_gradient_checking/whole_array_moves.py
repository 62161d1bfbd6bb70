"""Holds: all_at_once

Every entry is moved together and the one slope is written everywhere.
"""

import numpy as np


def numerical_gradient(f, x, eps=1e-5):
    if eps <= 0:
        raise ValueError("step must be positive")
    x = np.asarray(x, dtype=np.float64)
    high, low = f(np.asarray(x + eps)), f(np.asarray(x - eps))
    if np.size(high) != 1 or np.ndim(high) or np.ndim(low):
        raise ValueError("f gives an array")
    return np.full(x.shape, (high - low) / (eps + eps))


def relative_error(a, b):
    def norm(v):
        return float(np.linalg.norm(np.ravel(v)))

    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    denominator = norm(a) + norm(b)
    if denominator == 0.0:
        return 0.0
    return norm(a - b) / denominator


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError("wrong shape of gradient")
    error = relative_error(grad, numerical_gradient(f, x, eps))
    return error < tol, error


def check_network(params, loss_fn, grads):
    if set(params).symmetric_difference(grads):
        raise ValueError("names of params and grads differ")

    def error_of(name):
        def f(value):
            changed = params.copy()
            changed[name] = value
            return loss_fn(changed)

        return gradient_check(f, grads[name], params[name])[1]

    return dict(zip(params, map(error_of, params)))
