"""Wrong: calls once more than needed."""


def apply_twice(f, x):
    f(x)
    return f(f(x))
