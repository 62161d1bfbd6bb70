"""Reference for ex03: a function of a function."""

from collections.abc import Callable


def apply_twice(f: Callable[[float], float], x: float) -> float:
    """Return f(f(x)).

    Parameters
    ----------
    f : callable
        Of one number; returns one.
    x : float
    """
    return f(f(x))
