"""A function of a function: edit this file, then `learn check ex03`."""

from collections.abc import Callable


def apply_twice(f: Callable[[float], float], x: float) -> float:
    """Return f(f(x)).

    Parameters
    ----------
    f : callable
        Of one number; returns one.
    x : float
    """
    raise NotImplementedError("write apply_twice")
