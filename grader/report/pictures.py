"""Draw what a learner's own passed code computed: curves, regions, series.

The numbers come from a process that ran a learner's code: they are checked here
again, and what is no picture is not drawn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Annotated, NamedTuple

import msgspec
from markupsafe import Markup
from msgspec import Meta

from grader.report.canvas import Canvas, Mark, Role
from grader.report.data import Portrait
from grader.report.figures import WIDTH, _apart, _ticks
from grader.report.page import label, number, plural

HEIGHT = 240
MOST_LINES = 6
MOST_POINTS = 400
LARGEST = 1e100

Number = float | None
Line = Annotated[list[Number], Meta(max_length=100_000)]


class Curves(msgspec.Struct):
    """Curves over one axis."""

    x: Line
    curves: dict[str, Line]


class Regions(msgspec.Struct):
    """A value over a plane, and points in it."""

    x1: Line
    x2: Line
    value: list[Line]
    points: list[tuple[Number, Number, str | int | float | bool]] = []


class Series(msgspec.Struct):
    """Values step by step."""

    series: dict[str, Line]


class Picture(NamedTuple):
    """A drawing, what its marks mean, and a few of its numbers as a table."""

    svg: Markup
    legend: list[tuple[Mark, str]]
    head: list[str]
    rows: list[list[str]]


_LOOKS: tuple[tuple[Role, tuple[float, ...]], ...] = (
    ("blue", ()), ("orange", (4, 1.5)), ("ink", (1.6, 1.4)),
    ("blue", (3.2, 1.2, 1, 1.2)), ("orange", (1, 1)), ("muted", ()),
)  # fmt: skip
_MARKS: tuple[Mark, ...] = (
    Mark("diamond", "orange"), Mark("circle", "blue"), Mark("triangle", "ink"),
    Mark("square", "muted"),
)  # fmt: skip


def draw(id: str, portrait: Portrait) -> Picture | None:
    """Draw one portrait; None where its data is no picture."""
    try:
        if portrait.kind == "curves":
            data = msgspec.convert(portrait.data, Curves)
            return _curves(id, portrait, data.x, data.curves)
        if portrait.kind == "series":
            series = msgspec.convert(portrait.data, Series).series
            steps: Line = [float(n) for n in range(max(map(len, series.values()), default=0))]
            return _curves(id, portrait, steps, series)
        return _regions(id, portrait, msgspec.convert(portrait.data, Regions))
    except (msgspec.ValidationError, _NoPicture):
        return None


class _NoPicture(Exception):
    """There is nothing that could be drawn."""


class _Scale(NamedTuple):
    """Maps numbers to pixels."""

    low: float
    high: float
    first: float
    last: float

    def __call__(self, value: float) -> float:
        return self.first + (self.last - self.first) * (value - self.low) / (self.high - self.low)


def _numbers(values: Sequence[Number]) -> list[float]:
    nan = math.nan
    return [nan if v is None or not abs(v) < LARGEST else float(v) for v in values]


def _scale(values: list[float], first: float, last: float, *, room: float = 0.0) -> _Scale:
    finite = [v for v in values if math.isfinite(v)]
    if not finite:
        raise _NoPicture
    low, high = min(finite), max(finite)
    if high - low <= abs(high) * 1e-9:
        low, high = low - (abs(low) or 1) / 2, high + (abs(high) or 1) / 2
    spare = (high - low) * room
    return _Scale(low - spare, high + spare, first, last)


def _axes(canvas: Canvas, portrait: Portrait, x: _Scale, y: _Scale) -> None:
    for value in _ticks(y.low, y.high, 4):
        if y.low <= value <= y.high:
            canvas.line([x.first, x.last], [y(value)] * 2, "line", 1)
            canvas.text(x.first - 6, y(value) + 4, number(value) if abs(value) < 1e5
                        else f"{value:.0e}", "muted", "end")  # fmt: skip
    for value in _ticks(x.low, x.high, 4):
        if x.low <= value <= x.high:
            canvas.text(x(value), y.first + 16, f"{value:g}", "muted", "middle")
    canvas.line([x.first, x.last], [y.first] * 2, "muted", 1)
    canvas.text((x.first + x.last) / 2, HEIGHT - 4, portrait.x_label, "ink", "middle")
    canvas.text(0, 11, portrait.y_label, "ink")


def _curves(
    id: str, portrait: Portrait, across: Sequence[Number], lines: dict[str, Line]
) -> Picture:
    xs = _numbers(across)
    drawn = {name: _numbers(line)[: len(xs)] for name, line in list(lines.items())[:MOST_LINES]}
    canvas = Canvas(WIDTH, HEIGHT)
    x = _scale(xs, 44, 246)
    y = _scale([v for line in drawn.values() for v in line], HEIGHT - 40, 24, room=0.04)
    _axes(canvas, portrait, x, y)
    ends: list[tuple[float, str, Role, tuple[float, ...]]] = []
    for (name, line), (role, dashes) in zip(drawn.items(), _LOOKS, strict=False):
        points = [(a, b) for a, b in zip(xs, line, strict=False)]
        thin = points[:: max(len(points) // MOST_POINTS, 1)]
        canvas.line([x(a) for a, _ in thin], [y(b) for _, b in thin], role, 2, dashes=dashes)
        last = next((b for _, b in reversed(points) if math.isfinite(b)), None)
        if last is not None:
            ends.append((y(last), name, role, dashes))
    places = _apart([end[0] for end in ends])
    for (_, name, role, dashes), place in zip(ends, places, strict=True):
        canvas.line([x.last + 7, x.last + 29], [place] * 2, role, 2, dashes=dashes)
        canvas.text(x.last + 34, place + 4, label(name, 12), role, bold=True)
    told = f"{plural(len(drawn), 'line')}: {label(', '.join(drawn), 200)}."
    return Picture(
        canvas.svg(id, portrait.title, told), [],
        [portrait.x_label or "step", *drawn], _sampled(xs, drawn),
    )  # fmt: skip


def _sampled(xs: list[float], lines: dict[str, list[float]], about: int = 9) -> list[list[str]]:
    places = sorted({round(n * (len(xs) - 1) / (about - 1)) for n in range(about)})
    return [
        [number(xs[n]), *(number(line[n]) if n < len(line) else "–" for line in lines.values())]
        for n in places
    ]


def _regions(id: str, portrait: Portrait, data: Regions) -> Picture:
    import contourpy
    import numpy as np

    x1, x2 = np.array(_numbers(data.x1)), np.array(_numbers(data.x2))
    if {len(row) for row in data.value} != {len(x1)} or len(data.value) != len(x2):
        raise _NoPicture
    values = np.ma.masked_invalid([_numbers(row) for row in data.value])
    if values.mask.all() or min(values.shape) < 2:
        raise _NoPicture
    canvas = Canvas(WIDTH, 320)
    x, y = _scale(list(x1), 44, 344), _scale(list(x2), 320 - 40, 24)
    low, high = float(values.min()), float(values.max())
    middle = 0.5 if low >= 0 and high <= 1 else 0.0
    lines = contourpy.contour_generator(
        x=[x(v) for v in x1], y=[y(v) for v in x2], z=values,
        fill_type="OuterCode", line_type="Separate",
    )  # fmt: skip
    reach = max(high - middle, middle - low, 1e-9) * 1.001
    bands: tuple[tuple[float, float, Role, float], ...] = (
        (-1, -0.5, "orange", 0.34), (-0.5, 0, "orange", 0.16),
        (0, 0.5, "blue", 0.16), (0.5, 1, "blue", 0.34),
    )  # fmt: skip
    for lower, upper, role, alpha in bands:
        areas, codes = lines.filled(middle + lower * reach, middle + upper * reach)
        for area, code in zip(areas, codes, strict=True):
            canvas.area(area, code, role, alpha)
    for line in lines.lines(middle):
        canvas.line(line[:, 0], line[:, 1], "ink", 1.75)
    groups = _groups(data)
    for (xs, ys), (shape, role) in zip(groups.values(), _MARKS, strict=False):
        canvas.dots([x(v) for v in xs], [y(v) for v in ys], shape, role, 6.5, edge="paper")
    for value in _ticks(x.low, x.high, 4):
        if x.low <= value <= x.high:
            canvas.text(x(value), y.first + 16, f"{value:g}", "muted", "middle")
    for value in _ticks(y.low, y.high, 4):
        if y.low <= value <= y.high:
            canvas.text(x.first - 6, y(value) + 4, f"{value:g}", "muted", "end")
    canvas.text((x.first + x.last) / 2, 316, portrait.x_label, "ink", "middle")
    canvas.text(0, 11, portrait.y_label, "ink")
    told = "The line is where the decision turns; darker is surer."
    legend = [(mark, name) for name, mark in zip(groups, _MARKS, strict=False)]
    if legend:
        told += " Points: " + ", ".join(f"{name} as {mark.shape}s" for mark, name in legend)
        told += "."
    rows = [[name, str(len(xs))] for name, (xs, _) in groups.items()]
    return Picture(canvas.svg(id, portrait.title, told), legend, ["label", "points"], rows)


def _groups(data: Regions) -> dict[str, tuple[list[float], list[float]]]:
    groups: dict[str, tuple[list[float], list[float]]] = {}
    for a, b, name in data.points[:MOST_POINTS]:
        across, up = _numbers([a, b])
        if math.isfinite(across) and math.isfinite(up):
            xs, ys = groups.setdefault(f"{name}", ([], []))
            xs.append(across)
            ys.append(up)
    return dict(sorted(groups.items()))
