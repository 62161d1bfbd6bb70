"""Wrong: multiplies two results for the same x."""


def apply_twice(f, x):
    return f(x) * f(x)
