"""Draw what a learner's own passed code computed: curves, regions, series.

`grader.pictures.fit` has the last word on what is a picture: the numbers come from a
process that ran a learner's code, by way of a file that anybody may have changed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from grader.pictures import MAX_CLASS, MAX_CURVES, Data, NoPicture, fit
from grader.report.canvas import Canvas, Mark, Role
from grader.report.data import Portrait
from grader.report.figures import WIDTH, apart, ticks
from grader.report.page import label, listed, plural

SHORT, FEW = 12, 5
"""Names of so many characters, and so many of them, stand at the ends of their lines."""

FEW_POINTS = 12
"""So few points of a plane are drawn larger."""

Row = Sequence[float | None]

_LINES: tuple[tuple[Role, tuple[float, ...]], ...] = (
    ("blue", ()), ("orange", (4, 1.5)), ("ink", (1.6, 1.4)), ("muted", ()),
    ("blue", (3.2, 1.2, 1, 1.2)), ("orange", (1, 1)), ("ink", (6, 2)), ("muted", (1, 2)),
)  # fmt: skip
_CLASSES = (
    Mark("diamond", "orange"), Mark("circle", "blue"), Mark("triangle", "ink"),
    Mark("square", "muted"), Mark("cross", "orange"), Mark("ring", "blue"),
    Mark("diamond", "blue"), Mark("circle", "orange"), Mark("triangle", "muted"),
    Mark("cross", "ink"),
)  # fmt: skip
assert len(_LINES) == MAX_CURVES
assert len(_CLASSES) == MAX_CLASS + 1
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


def draw(id: str, portrait: Portrait) -> Plot | None:
    """Draw one portrait inside `canvas.drawing`; None where its data is no picture."""
    try:
        data = fit(portrait.kind, portrait.data, portrait.log)
    except NoPicture:
        return None
    if portrait.kind == "regions":
        return _regions(id, portrait, data)
    if portrait.kind == "curves":
        return _curves(id, portrait, data["x"], data["curves"])
    longest = max(map(len, data["series"].values()))
    first = int("x" in portrait.log)  # no place for 0 there
    steps = [float(n) for n in range(first, longest + first)]
    return _curves(id, portrait, steps, data["series"])


class _Scale:
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


def _axes(
    canvas: Canvas, portrait: Portrait, x: _Scale, y: _Scale, *, grid: bool
) -> None:
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
    canvas.text((x.first + x.last) / 2, y.first + 34, portrait.x_label, "ink", "middle")
    canvas.text(0, 11, portrait.y_label, "ink", longest=50)


# -- curves and series -------------------------------------------------------------


def _curves(
    id: str, portrait: Portrait, xs: Sequence[float], lines: dict[str, Row]
) -> Plot:
    beside = len(lines) <= FEW and all(len(name) <= SHORT for name in lines)
    bottom = 202
    canvas = Canvas(WIDTH, bottom + 38 + (0 if beside else 17 * len(lines) + 6))
    x = _Scale(xs, 44, 246 if beside else 350, log="x" in portrait.log)
    values = [v for line in lines.values() for v in line if v is not None]
    y = _Scale(values, bottom, 26, log="y" in portrait.log, room=0.04)
    _axes(canvas, portrait, x, y, grid=True)
    for line, (role, dashes) in zip(lines.values(), _LINES, strict=False):
        across = [x(value) for value in xs[: len(line)]]
        canvas.line(across, [y(value) for value in line], role, 2, dashes=dashes)
    if beside:
        _name_ends(canvas, lines, x.last, y)
    else:
        _name_below(canvas, lines, bottom + 56)
    told = f"{plural(len(lines), 'line')}: {listed([_ends(n, v) for n, v in lines.items()])}."
    head = [portrait.x_label or "step", *lines]
    return Plot(canvas.svg(id, portrait.title, told), [], head, _sampled(xs, lines))


def _name_ends(canvas: Canvas, lines: dict[str, Row], right: float, y: _Scale) -> None:
    """Write each line's name where it ends, with a piece of it."""
    ends = [
        next((y(v) for v in reversed(line) if v is not None), None)
        for line in lines.values()
    ]
    named = [
        (end, name, look)
        for end, name, look in zip(ends, lines, _LINES, strict=False)
        if end is not None
    ]
    places = apart([end for end, _, _ in named])
    for (_, name, (role, dashes)), place in zip(named, places, strict=True):
        canvas.line([right + 7, right + 29], [place] * 2, role, 2, dashes=dashes)
        canvas.text(right + 34, place + 4, name, role, bold=True)


def _name_below(canvas: Canvas, lines: dict[str, Row], top: float) -> None:
    for n, (name, (role, dashes)) in enumerate(zip(lines, _LINES, strict=False)):
        place = top + 17 * n
        canvas.line([44, 66], [place - 4] * 2, role, 2, dashes=dashes)
        canvas.text(74, place, name, "ink", longest=40)


def _ends(name: str, line: Row) -> str:
    there = [v for v in line if v is not None]
    if not there:
        return f"{label(name, 40)} without a number"
    return f"{label(name, 40)} from {there[0]:.3g} to {there[-1]:.3g}"


def _sampled(
    xs: Sequence[float], lines: dict[str, Row], about: int = 9
) -> list[list[str]]:
    places = sorted({round(n * (len(xs) - 1) / (about - 1)) for n in range(about)})
    return [
        [f"{xs[n]:.4g}", *(_written(line, n) for line in lines.values())]
        for n in places
    ]


def _written(line: Row, n: int) -> str:
    value = line[n] if n < len(line) else None
    return "–" if value is None else f"{value:.4g}"


# -- regions ------------------------------------------------------------------------


def _regions(id: str, portrait: Portrait, data: Data) -> Plot:
    canvas = Canvas(WIDTH, 326)
    x, y = _Scale(data["x1"], 44, 350), _Scale(data["x2"], 288, 26)
    _shade(canvas, data, x, y)
    classes: dict[int, tuple[list[float], list[float]]] = {}
    for x1, x2, number in data["points"]:
        if x.first <= x(x1) <= x.last and y.last <= y(x2) <= y.first:
            xs, ys = classes.setdefault(number, ([], []))
            xs.append(x(x1))
            ys.append(y(x2))
    size = 7 if len(data["points"]) > FEW_POINTS else 10
    for number, (xs, ys) in sorted(classes.items()):
        shape, role = _CLASSES[number]
        edge: Role | None = None if shape in ("cross", "ring") else "paper"
        canvas.dots(xs, ys, shape, role, size, edge=edge)
    _axes(canvas, portrait, x, y, grid=False)
    legend = [(_CLASSES[number], f"class {number}") for number in sorted(classes)]
    told = "The line is where the decision turns; darker is surer."
    if legend:
        told += (
            f" Points: {listed([f'{name} as {mark.shape}s' for mark, name in legend])}."
        )
    rows = [
        [f"class {number}", str(len(classes[number][0]))] for number in sorted(classes)
    ]
    return Plot(
        canvas.svg(id, portrait.title, told), legend, ["points", "how many"], rows
    )


def _shade(canvas: Canvas, data: Data, x: _Scale, y: _Scale) -> None:
    """Shade both sides of the boundary, and draw it."""
    import contourpy
    import numpy as np

    values = np.ma.masked_invalid(
        [[math.nan if v is None else v for v in row] for row in data["value"]]
    )
    low, high = float(values.min()), float(values.max())
    middle = 0.5 if low >= 0 and high <= 1 else 0.0
    reach = max(high - middle, middle - low, 1e-9) * 1.001
    lines: Any = contourpy.contour_generator(
        x=[x(v) for v in data["x1"]], y=[y(v) for v in data["x2"]], z=values,
        fill_type="OuterCode", line_type="Separate",
    )  # fmt: skip
    for lower, upper, role, alpha in _BANDS:
        areas, codes = lines.filled(middle + lower * reach, middle + upper * reach)
        for area, code in zip(areas, codes, strict=True):
            canvas.area(area, code, role, alpha)
    for line in lines.lines(middle):
        canvas.line(line[:, 0], line[:, 1], "ink", 1.75)
