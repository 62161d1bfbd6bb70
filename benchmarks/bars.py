"""What each figure has to reach, for a person to read: nothing fails by it."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from typing import NamedTuple

SIGNS = {"<=": operator.le, ">=": operator.ge}
UNITS = {"ratio": "×", "ms": "ms", "s": "s", "kb": "KB"}


class Limit(NamedTuple):
    """One value of a figure and where it has to stay."""

    value: str
    sign: str
    limit: float

    def __str__(self) -> str:
        return f"{self.sign} {self.limit:g} {UNITS[self.value]}"


BARS: dict[str, tuple[Limit, ...]] = {
    "check": (Limit("ratio", "<=", 1.8),),
    "watch": (Limit("ms", "<=", 60), Limit("ratio", "<=", 4)),
    "grade / floor": (Limit("ratio", ">=", 0.5),),
    "grade / pytest": (Limit("ratio", ">=", 15),),
    "memory": (Limit("ratio", "<=", 1.1),),
    "endless": (Limit("s", "<=", 20),),  # the limit of a submission
    "hanging": (Limit("ratio", "<=", 1.1),),
    "help": (Limit("ratio", "<=", 1.5),),
    "loading": (Limit("ms", "<=", 60),),
    "report": (Limit("ms", "<=", 2000), Limit("kb", "<=", 600)),
    "diagnosis": (Limit("ratio", "<=", 1.3),),
    "walls": (Limit("ms", "<=", 5),),
}


def limits(key: str) -> tuple[Limit, ...]:
    """Find a figure's bar; "walls, root" is one of the figures of "walls"."""
    if key.startswith("walls, "):
        key = "walls"
    return BARS.get(key, ())


def text(key: str) -> str:
    """Write a figure's bar; nothing if it has none."""
    return ", ".join(map(str, limits(key)))


def met(key: str, values: Mapping[str, float]) -> bool | None:
    """Say whether a figure reaches its bar; None if it has none."""
    bar = limits(key)
    if not bar:
        return None
    return all(SIGNS[one.sign](values[one.value], one.limit) for one in bar)


def more_is_better(key: str) -> bool:
    """Whether the best of several rounds is the one with the largest ratio."""
    return key.startswith("grade") or key.endswith(", class")
