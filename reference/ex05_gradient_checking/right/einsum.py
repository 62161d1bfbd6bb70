"""Norms by einsum, the slopes gathered by a generator."""

import numpy as np


def _norm(values):
    flat = np.asarray(values, dtype=float).reshape(-1)
    return float(np.einsum("i,i->", flat, flat)) ** 0.5


def _slopes(f, x, eps):
    for k in range(x.size):
        step = np.zeros(x.size)
        step[k] = eps
        step = step.reshape(x.shape)
        yield np.subtract(f(x + step), f(x - step)) / (eps + eps)


def numerical_gradient(f, x, eps=1e-5):
    if eps <= 0.0:
        raise ValueError("eps <= 0")
    x = np.asarray(x, dtype=float)
    slopes = list(_slopes(f, x, eps))
    if any(np.ndim(slope) > 0 for slope in slopes):
        raise ValueError("f returns more than one number")
    return np.array(slopes, dtype=float).reshape(x.shape)


def relative_error(a, b):
    bottom = _norm(a) + _norm(b)
    if bottom == 0.0:
        return 0.0
    return _norm(np.asarray(a, dtype=float) - np.asarray(b, dtype=float)) / bottom


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    numeric = numerical_gradient(f, x, eps)
    if numeric.shape != np.shape(grad):
        raise ValueError("shape of grad")
    error = relative_error(numeric, grad)
    return error < tol, error


def check_network(params, loss_fn, grads):
    if list(sorted(params)) != list(sorted(grads)):
        raise ValueError("names")
    errors = dict.fromkeys(params, 0.0)
    for name in errors:
        others = {k: v.copy() for k, v in params.items() if k != name}

        def f(w, others=others, name=name):
            return loss_fn({**others, name: w})

        _, errors[name] = gradient_check(f, grads[name], params[name])
    return errors
