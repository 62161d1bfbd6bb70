"""Holds: integer_truncation

Copies x as it is, integers included, and moves the entries of the copy.
"""

import numpy as np


def numerical_gradient(f, x, eps=1e-5):
    if eps <= 0:
        raise ValueError("eps must be above zero")
    point = np.array(x)
    gradient = np.zeros(point.shape)
    walker = np.nditer(point, flags=["multi_index", "zerosize_ok"])
    for _ in walker:
        where = walker.multi_index
        keep = point[where]
        values = []
        for signed in (eps, -eps):
            point[where] = keep + signed
            values.append(f(point.copy()))
            point[where] = keep
        if any(np.shape(v) != () for v in values):
            raise ValueError("f has to return a number")
        gradient[where] = (values[0] - values[1]) / (2.0 * eps)
    return gradient


def relative_error(a, b):
    a = np.array(a, dtype=float).flatten()
    b = np.array(b, dtype=float).flatten()
    norms = [np.sqrt(np.sum(v**2)) for v in (a, b, a - b)]
    if norms[0] == norms[1] == 0:
        return 0.0
    return float(norms[2] / (norms[0] + norms[1]))


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(x) != np.shape(grad):
        raise ValueError("x and grad do not have the same shape")
    error = relative_error(grad, numerical_gradient(f, x, eps))
    ok = error < tol
    return ok, error


def check_network(params, loss_fn, grads):
    if params.keys() != grads.keys():
        raise ValueError("different names")
    errors = dict.fromkeys(params, 0.0)
    for key in errors:

        def f(v, key=key):
            return loss_fn({k: v if k == key else p for k, p in params.items()})

        errors[key] = gradient_check(f, grads[key], params[key])[1]
    return errors
