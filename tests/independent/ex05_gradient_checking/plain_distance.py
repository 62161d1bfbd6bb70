"""Holds: absolute_error

relative_error is there, but the verdict is passed on the plain distance.
"""

import numpy as np


def numerical_gradient(f, x, eps=1e-5):
    if not (eps > 0):
        raise ValueError("eps must be a positive number")
    x = np.array(x, dtype=float)

    def slope(index):
        def at(offset):
            y = x.copy()
            y[index] += offset
            value = f(y)
            if np.ndim(value):
                raise ValueError("f should return a scalar")
            return value

        return (at(eps) - at(-eps)) / 2 / eps

    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        grad[index] = slope(index)
    return grad


def relative_error(a, b):
    a, b = np.asarray(a, dtype=float).ravel(), np.asarray(b, dtype=float).ravel()
    sizes = np.linalg.norm(a) + np.linalg.norm(b)
    if sizes == 0:
        return 0.0
    return float(np.linalg.norm(a - b) / sizes)


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    grad = np.asarray(grad, dtype=float)
    if grad.shape != np.shape(x):
        raise ValueError("shape mismatch")
    distance = np.linalg.norm((grad - numerical_gradient(f, x, eps)).ravel())
    return bool(distance < tol), float(distance)


def check_network(params, loss_fn, grads):
    if set(params) != set(grads):
        raise ValueError("shape of the dicts differs")
    errors = {}
    for name, value in params.items():
        if np.shape(value) != np.shape(grads[name]):
            raise ValueError(f"{name}: gradient has another shape")
        measured = numerical_gradient(
            lambda v, name=name: loss_fn({**params, name: v}), value
        )
        errors[name] = relative_error(measured, grads[name])
    return errors
