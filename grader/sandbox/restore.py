"""What a call left in the arguments that it is there to change.

Arguments cross by value, so a function that works in place would work on a copy.
Where the exercise declares such an argument, what the worker's copy holds in the
end is written into the check's own: into the same arrays, as in one process.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.model import Contract, Kind
from grader.sandbox import contract, protocol
from grader.sandbox.contract import ContractBroken, Dims


def restore(mine: object, left: object, spec: Contract | Kind, dims: Dims) -> list[Any]:
    """Make a check's own argument what it has become in the worker.

    Parameters
    ----------
    mine : object
        An array, or a dict or list of arrays, as it was passed; changed in place.
    left : object
        What a worker says: what the arrays that it was given hold now, and what the
        whole argument is now, which may have other arrays in it.
    spec : Contract or str
        The argument's.
    dims : dict
        Lengths bound by the call.

    Returns
    -------
    list
        Both, as plain values.

    Raises
    ------
    ContractBroken
        If the argument is no longer what its contract says, or one of its arrays has
        another shape or dtype.
    """
    held, now = _parts(left)
    now = contract.fit(spec, now, dict(dims))
    arrays = protocol.arrays_in(mine)
    if len(arrays) != len(held):
        raise ContractBroken("some of its arrays cannot be told apart")
    for array, new in zip(arrays, held, strict=True):
        if not _alike(array, new):
            raise ContractBroken("an array got another shape or dtype")
    for array, new in zip(arrays, held, strict=True):
        array[...] = new
    if isinstance(mine, dict) and isinstance(now, dict):
        for key in [k for k in mine if k not in now]:
            del mine[key]
        for key, value in now.items():
            if key not in mine or not _equal(mine[key], value):
                mine[key] = value
    elif isinstance(mine, list) and isinstance(now, list):
        was = [*mine, *[None] * len(now)]
        mine[:] = [a if _equal(a, b) else b for a, b in zip(was, now, strict=False)]
    return [held, now]


def _parts(left: object) -> tuple[list[Any], object]:
    if not isinstance(left, bytes):
        raise ContractBroken("it holds something that cannot be judged")
    try:
        held, now = protocol.decode(left)
    except (protocol.WireError, TypeError, ValueError):
        raise ContractBroken("it holds something that cannot be judged") from None
    return (held if isinstance(held, list) else []), now


def _alike(mine: np.ndarray[Any, Any], new: object) -> bool:
    return (
        isinstance(new, np.ndarray)
        and new.dtype == mine.dtype
        and new.shape == mine.shape
    )


def _equal(mine: object, new: object) -> bool:
    """Whether an array of the check's can stay where it is."""
    if not isinstance(mine, np.ndarray) or not isinstance(new, np.ndarray):
        return False
    return _alike(mine, new) and mine.tobytes() == new.tobytes()
