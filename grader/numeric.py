"""Take hostile values for what they are: arrays of numbers, or not.

``np.array`` on a list of strings makes an array as wide as the longest of them
for every entry: a few megabytes become dozens of gigabytes.  So what came from
a submission is looked at before NumPy is asked.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

MAX_INTEGER = 1 << 63
"""Larger integers overflow whatever they meet; no exercise needs them."""


def as_numbers(value: object) -> Array | None:
    """Return an array of bools, integers, floats or complex numbers, or None.

    Parameters
    ----------
    value : object
        Anything; nested lists and tuples of numbers and of arrays are joined.
    """
    if not _all_numbers(value):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, OverflowError, MemoryError):  # ragged, or too much
        return None
    return array if array.dtype.kind in "biufc" else None


def _all_numbers(value: object) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(_all_numbers, value))
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype.kind in "biufc"
    if isinstance(value, int):
        return abs(value) < MAX_INTEGER
    return isinstance(value, (float, complex))
