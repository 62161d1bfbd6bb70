"""Holds: restored_by_arithmetic

Moves the entries of the array it was given: up by eps, down by two, up by one
again, in a `finally` so that errors do no harm.
"""

import numpy as np


def _ask(f, x):
    answer = f(x)
    if np.ndim(answer) != 0:
        raise ValueError("the answer is an array")
    return answer


def numerical_gradient(f, x, eps=1e-5):
    if not eps > 0:
        raise ValueError("eps must be > 0")
    x = np.asarray(x, dtype=float)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        offset = 0.0
        try:
            x[i] += eps
            offset = eps
            above = _ask(f, x)
            x[i] -= 2 * eps
            offset = -eps
            below = _ask(f, x)
        finally:
            x[i] -= offset
        grad[i] = (above - below) / (2 * eps)
    return grad


def relative_error(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    top = np.sqrt(((a - b) ** 2).sum())
    bottom = np.sqrt((a**2).sum()) + np.sqrt((b**2).sum())
    if bottom == 0:
        return 0.0
    return float(top / bottom)


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError("grad must look like x")
    error = relative_error(grad, numerical_gradient(f, x, eps))
    return bool(error < tol), error


def check_network(params, loss_fn, grads):
    if list(sorted(params)) != list(sorted(grads)):
        raise ValueError("names!")
    errors = {}
    for name in params:
        trial = dict(params)

        def f(value, trial=trial, name=name):
            trial[name] = value
            return loss_fn(trial)

        errors[name] = gradient_check(f, grads[name], params[name])[1]
    return errors
