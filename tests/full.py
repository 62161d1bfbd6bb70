"""How many of many alike cases are tried: some by default, all with ``LEARN_FULL=1``."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")

FULL = os.environ.get("LEARN_FULL", "0") != "0"


def some(cases: Iterable[T], every: int, begin: int = 0) -> list[T]:
    """Pick one case in `every`, from number `begin` on; all of them where all are wanted."""
    return list(cases)[0 if FULL else begin :: 1 if FULL else every]


def together(cases: Iterable[T], count: int) -> list[tuple[T, ...]]:
    """Put cases in groups to be tried at once; each alone where all is wanted."""
    every = list(cases)
    size = 1 if FULL else count
    return [tuple(every[n : n + size]) for n in range(0, len(every), size)]


def times(full: int, usual: int) -> int:
    """How often something is tried that differs from time to time."""
    return full if FULL else usual
