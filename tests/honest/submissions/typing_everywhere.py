"""Says the type of everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Generic, Literal, Protocol, TypedDict, TypeVar, cast, overload

import numpy as np
import numpy.typing as npt


T = TypeVar("T")
Vector = npt.NDArray[np.float64]
SLOPE: Final[float] = 3.0


class Label(TypedDict):
    result: str


class Scales(Protocol):
    def scale(self, x: Vector) -> Vector: ...


class Box(Generic[T]):
    def __init__(self, held: T) -> None:
        self.held: T = held


@overload
def scale(x: Vector) -> Vector: ...
@overload
def scale(x: Sequence[float]) -> Vector: ...
def scale(x: Vector | Sequence[float]) -> Vector:
    if len(x) == 0:
        raise ValueError("nothing to scale")
    return cast("Vector", Box[float](SLOPE).held * np.asarray(x) + 1)


def total(x):
    return float(scale(x).sum())


def walk(step: Callable[[float], float], start: float) -> float:
    here: float = start
    while (there := step(here)) > here:
        here = there
    return here


def label(x: float, kind: Literal["plain"] = "plain") -> Label:
    return Label(result=str(3 * x + 1))


class Scaler:
    def __init__(self):
        self.seen = 0

    def scale(self, x):
        self.seen += 1
        return scale(x)
