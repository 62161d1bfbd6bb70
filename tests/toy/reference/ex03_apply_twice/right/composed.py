"""Right: makes the composed function first."""

import functools


def apply_twice(f, x):
    both = functools.reduce(lambda g, h: lambda v: h(g(v)), [f, f])
    return both(x)
