"""Right answers with side effects: prints, warns, seeds and resets NumPy's state."""

import random
import warnings

import numpy as np

np.random.seed(42)
random.seed(42)
np.seterr(all="ignore")


def numerical_gradient(f, x, eps=1e-5):
    print("numerical_gradient at", x, "with step", eps)
    if eps <= 0:
        raise ValueError("eps must be positive")
    x = np.array(x, dtype=float)
    grad = np.zeros(x.shape)
    for i in np.ndindex(*x.shape):
        old = x[i]
        x[i] = old + eps
        up = f(x.copy())
        x[i] = old - eps
        down = f(x.copy())
        x[i] = old
        if np.ndim(up) > 0:
            warnings.warn("the loss is an array", stacklevel=2)
            raise ValueError("the loss is an array")
        grad[i] = (up - down) / (2 * eps)
        print("entry", i, "slope", grad[i])
    np.random.seed(7)
    return grad


def relative_error(a, b):
    a, b = np.array(a) * 1.0, np.array(b) * 1.0
    top, bottom = np.linalg.norm(a - b), np.linalg.norm(a) + np.linalg.norm(b)
    print("relative error", top, "/", bottom)
    if bottom == 0:
        print("nothing to compare")
        return 0.0
    return top / bottom


def gradient_check(f, grad, x, eps=1e-5, tol=1e-6):
    if np.array(grad).shape != np.array(x).shape:
        raise ValueError("shape")
    error = relative_error(numerical_gradient(f, x, eps), grad)
    print("PASS" if error < tol else "FAIL", error)
    return error < tol, error


def check_network(params, loss_fn, grads):
    if set(params) != set(grads):
        raise ValueError("names")
    errors = {}
    for name in params:
        print("checking", name)
        kept = params[name].copy()

        def f(w, name=name):
            return loss_fn({k: (w if k == name else params[k]) for k in params})

        errors[name] = gradient_check(f, grads[name], kept)[1]
    warnings.warn("check_network is done", stacklevel=2)
    return errors
