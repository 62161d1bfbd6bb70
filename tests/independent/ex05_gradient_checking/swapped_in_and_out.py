"""Holds: params_left_on_error

check_network puts the moved array into the given dict and puts the first one back
when the loss has been computed.
"""

import numpy as np


def numerical_gradient(f, x, eps=1e-5):
    if not eps > 0:
        raise ValueError("positive eps, please")
    x = np.asarray(x, dtype=float)

    def moved(k, by):
        entries = x.flatten()
        entries[k] += by
        value = f(entries.reshape(x.shape))
        if np.ndim(value) != 0:
            raise ValueError("the loss must be one number")
        return value

    slopes = [moved(k, eps) - moved(k, -eps) for k in range(x.size)]
    return (np.array(slopes, dtype=float) / (2 * eps)).reshape(x.shape)


def relative_error(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    total = np.linalg.norm(a.flat) + np.linalg.norm(b.flat)
    return float(np.linalg.norm((a - b).flat) / total) if total else 0.0


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError("grad has an odd shape")
    error = relative_error(grad, numerical_gradient(f, x, eps))
    return bool(error < tol), error


def check_network(params, loss_fn, grads):
    if params.keys() != grads.keys():
        raise ValueError("different keys")
    errors = {}
    for name in list(params):
        original = params[name]

        def f(value, name=name, original=original):
            params[name] = value
            loss = loss_fn(params)
            params[name] = original
            return loss

        _, errors[name] = gradient_check(f, grads[name], original)
    return errors
