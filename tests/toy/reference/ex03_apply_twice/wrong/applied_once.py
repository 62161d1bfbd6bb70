"""Wrong: one call."""


def apply_twice(f, x):
    return f(x)
