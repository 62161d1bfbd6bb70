"""Each row of a scaled identity matrix is one nudge."""

import numpy as np


def numerical_gradient(f, x, eps=1e-5):
    if not eps > 0:
        raise ValueError(f"eps = {eps}")
    x = np.asarray(x, dtype=np.float64)
    nudges = eps * np.eye(x.size).reshape(x.size, *x.shape)
    pairs = [(f(x + nudge), f(x - nudge)) for nudge in nudges]
    if any(np.ndim(value) for pair in pairs for value in pair):
        raise ValueError("the loss is an array")
    table = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    return (-np.diff(table, axis=1) / (2 * eps)).reshape(x.shape)


def relative_error(a, b):
    a, b = np.ravel(a).astype(float), np.ravel(b).astype(float)
    top = np.sqrt((a - b) @ (a - b))
    bottom = np.sqrt(a @ a) + np.sqrt(b @ b)
    return 0.0 if bottom == 0 else float(top / bottom)


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    grad, x = np.asarray(grad), np.asarray(x)
    if grad.shape != x.shape:
        raise ValueError(f"{grad.shape} against {x.shape}")
    error = relative_error(grad, numerical_gradient(f, x, eps=eps))
    return bool(error < tol), error


def check_network(params, loss_fn, grads):
    if set(params) != set(grads):
        raise ValueError("one gradient per parameter, please")
    return {
        name: gradient_check(
            lambda array, name=name: loss_fn(params | {name: array}), grads[name], value
        )[1]
        for name, value in params.items()
    }
