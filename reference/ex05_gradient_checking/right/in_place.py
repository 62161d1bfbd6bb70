"""Nudges the caller's own float array and always puts the saved value back."""

from contextlib import contextmanager

import numpy as np


@contextmanager
def moved(array, index, step):
    saved = array[index]
    array[index] = saved + step
    try:
        yield
    finally:
        array[index] = saved


def numerical_gradient(f, x, eps=1e-5):
    if eps <= 0:
        raise ValueError("eps must be positive")
    x = np.asarray(x)
    if x.dtype != np.float64:
        x = x.astype(np.float64)
    grad = np.empty(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    for _ in it:
        i = it.multi_index
        with moved(x, i, eps):
            up = np.asarray(f(x))
        with moved(x, i, -eps):
            down = np.asarray(f(x))
        if up.shape or down.shape:
            raise ValueError(f"f returned an array of shape {up.shape}")
        grad[i] = (up - down) / (2 * eps)
    return grad


def relative_error(a, b):
    a = np.asarray(a, float)
    b = np.asarray(b, float)
    bottom = max(np.linalg.norm(a) + np.linalg.norm(b), 1e-12)
    return np.linalg.norm(a - b) / bottom


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.shape(grad) != np.shape(x):
        raise ValueError("shapes differ")
    error = relative_error(numerical_gradient(f, x, eps), grad)
    return error < tol, error


def check_network(params, loss_fn, grads):
    for name in {*params, *grads}:
        if name not in params or name not in grads:
            raise ValueError(f"{name} is missing on one side")
        if params[name].shape != grads[name].shape:
            raise ValueError(f"{name} has a gradient of another shape")
    errors = {}
    for name in params:
        # params[name] is nudged in place, so the dict always holds the moved array
        numeric = numerical_gradient(lambda _: loss_fn(params), params[name])
        errors[name] = relative_error(numeric, grads[name])
    return errors
