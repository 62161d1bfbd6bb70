"""Wrong: the default step is 1e-6."""

import numpy as np


def numerical_gradient(f, x, eps=1e-6):
    if eps <= 0:
        raise ValueError("eps must be positive")
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + eps
        plus = f(x)
        x[i] = old - eps
        minus = f(x)
        x[i] = old
        if np.ndim(plus) != 0:
            raise ValueError("f must return one number")
        grad[i] = (plus - minus) / (2 * eps)
    return grad


def relative_error(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    total = np.linalg.norm(a) + np.linalg.norm(b)
    if total == 0:
        return 0.0
    return np.linalg.norm(a - b) / total


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError("grad and x must have the same shape")
    error = relative_error(numerical_gradient(f, x, eps), grad)
    return error < tol, error


def check_network(params, loss_fn, grads):
    if set(params) != set(grads):
        raise ValueError("every parameter needs one gradient")
    errors = {}
    for name in params:

        def f(w, name=name):
            return loss_fn({**params, name: w})

        _, errors[name] = gradient_check(f, grads[name], params[name])
    return errors
