"""Holds: network_broadcasts, tol_ignored

check_network subtracts without a look at the shapes, and the verdict of
gradient_check uses a constant.
"""

import numpy as np

GOOD_ENOUGH = 1e-6


def numerical_gradient(f, x, eps=1e-5):
    if eps <= 0:
        raise ValueError("eps must be positive")
    x = np.array(x, dtype=float)
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + eps
        plus = f(x)
        x[i] = old - eps
        minus = f(x)
        x[i] = old
        if np.ndim(plus) != 0 or np.ndim(minus) != 0:
            raise ValueError("f must return one number")
        grad[i] = (plus - minus) / (2 * eps)
    return grad


def _norm(v):
    return np.sqrt((np.asarray(v, dtype=float) ** 2).sum())


def relative_error(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if _norm(a) == 0 and _norm(b) == 0:
        return 0.0
    return float(_norm(a - b) / (_norm(a) + _norm(b)))


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError("the gradient needs the shape of x")
    error = relative_error(grad, numerical_gradient(f, x, eps))
    return bool(error < GOOD_ENOUGH), error


def check_network(params, loss_fn, grads):
    if set(params) != set(grads):
        raise ValueError("the two dicts have different names")
    errors = {}
    for name in params:

        def f(v, name=name):
            return loss_fn({**params, name: v})

        errors[name] = relative_error(grads[name], numerical_gradient(f, params[name]))
    return errors
