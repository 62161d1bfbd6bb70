"""What pictures of a plane share: scales, axes, lines, shaded sides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from grader.report.canvas import Canvas, Mark, Role
from grader.report.figures import ticks

Row = Sequence[float | None]

LINES: tuple[tuple[Role, tuple[float, ...]], ...] = (
    ("blue", ()), ("orange", (4, 1.5)), ("ink", (1.6, 1.4)), ("muted", ()),
    ("blue", (3.2, 1.2, 1, 1.2)), ("orange", (1, 1)), ("ink", (6, 2)), ("muted", (1, 2)),
)  # fmt: skip
# How far from the boundary, as parts of the farthest; which side; how dark.
_BANDS: tuple[tuple[float, float, Role, float], ...] = (
    (-1, -0.5, "orange", 0.34), (-0.5, 0, "orange", 0.16),
    (0, 0.5, "blue", 0.16), (0.5, 1, "blue", 0.34),
)  # fmt: skip
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Plot(NamedTuple):
    """A drawing, what its marks mean, and a few of its numbers as a table."""

    svg: Markup
    legend: list[tuple[Mark, str]]
    head: list[str]
    rows: list[list[str]]


class Scale:
    """Maps numbers to pixels, evenly or by their magnitudes."""

    def __init__(
        self, values: Sequence[float], first: float, last: float, *,
        log: bool = False, room: float = 0.0,
    ) -> None:  # fmt: skip
        self.first, self.last, self.log = first, last, log
        low, high = self._at(min(values)), self._at(max(values))
        if high - low <= abs(high) * 1e-9:
            low, high = low - (abs(low) or 1) / 2, high + (abs(high) or 1) / 2
        spare = (high - low) * room
        self._low, self._high = low - spare, high + spare

    def _at(self, value: float) -> float:
        return math.log10(value) if self.log else value

    def __call__(self, value: float | None) -> float:
        """Give the pixel of a number; nan where there is none."""
        if value is None:
            return math.nan
        part = (self._at(value) - self._low) / (self._high - self._low)
        return self.first + (self.last - self.first) * part

    def ticks(self) -> list[tuple[float, str]]:
        """Give some round numbers: where each is, and how it is written."""
        if self.log:
            return self._powers()
        places = [
            v for v in ticks(self._low, self._high, 4) if self._low <= v <= self._high
        ]
        return [(self(v), f"{v:g}") for v in places]

    def _powers(self) -> list[tuple[float, str]]:
        low, high = math.ceil(self._low - 1e-9), math.floor(self._high + 1e-9)
        step = max(math.ceil((high - low) / 5), 1)
        powers = range(low, high + 1, step)
        return [(self(10.0**n), _power(n)) for n in powers]


def _power(n: int) -> str:
    return f"{10.0**n:g}" if -2 <= n <= 3 else f"10{str(n).translate(_RAISED)}"


def draw_axes(
    canvas: Canvas, x: Scale, y: Scale, x_label: str, y_label: str, *, grid: bool
) -> None:
    """Write numbers and names beside both axes; a grid where that is asked for."""
    for place, text in y.ticks():
        if grid:
            canvas.line([x.first, x.last], [place] * 2, "line", 1)
        canvas.text(x.first - 6, place + 4, text, "muted", "end")
    for place, text in x.ticks():
        if grid:
            canvas.line([place] * 2, [y.first, y.first + 4], "muted", 1)
        canvas.text(place, y.first + 17, text, "muted", "middle")
    if grid:
        canvas.line([x.first, x.last], [y.first] * 2, "muted", 1)
    canvas.text((x.first + x.last) / 2, y.first + 34, x_label, "ink", "middle")
    canvas.text(0, 11, y_label, "ink", longest=50)


def shade(
    canvas: Canvas, x1: Sequence[float], x2: Sequence[float], value: Sequence[Row],
    x: Scale, y: Scale,
) -> None:  # fmt: skip
    """Shade both sides of the boundary, and draw it."""
    import contourpy
    import numpy as np

    values = np.ma.masked_invalid(
        [[math.nan if v is None else v for v in row] for row in value]
    )
    low, high = float(values.min()), float(values.max())
    middle = 0.5 if low >= 0 and high <= 1 else 0.0
    reach = max(high - middle, middle - low, 1e-9) * 1.001
    lines: Any = contourpy.contour_generator(
        x=[x(v) for v in x1], y=[y(v) for v in x2], z=values,
        fill_type="OuterCode", line_type="Separate",
    )  # fmt: skip
    for lower, upper, role, alpha in _BANDS:
        areas, codes = lines.filled(middle + lower * reach, middle + upper * reach)
        for area, code in zip(areas, codes, strict=True):
            canvas.area(area, code, role, alpha)
    for line in lines.lines(middle):
        canvas.line(line[:, 0], line[:, 1], "ink", 1.75)
