"""Draw anew what a learner drew with matplotlib, from its numbers and in our colours."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence

from grader.pictures import Data
from grader.report.canvas import Canvas, Mark, Role
from grader.report.data import Portrait
from grader.report.figures import WIDTH
from grader.report.page import label, listed, plural
from grader.report.plane import LINES, Plot, Row, Scale, draw_axes, shade

_TOP, _BOTTOM, _LEFT, _RIGHT = 40, 264, 44, 350
_POINTS = (
    Mark("diamond", "orange"), Mark("circle", "blue"), Mark("triangle", "ink"),
    Mark("square", "muted"),
)  # fmt: skip
_FACE = [1, 2, 2, 2, 79]  # as a path: go there, three lines, close
_Look = tuple[Role, tuple[float, ...]]
_Lines = list[tuple[Data, _Look]]
# The floor of the box in space and one edge up, as corners in 0 and 1; their names.
_EDGES = (((0, 0, 0), (1, 0, 0)), ((1, 0, 0), (1, 1, 0)), ((1, 1, 0), (1, 1, 1)),
          ((0, 0, 0), (0, 1, 0)), ((0, 1, 0), (1, 1, 0)))  # fmt: skip


def sketch(id: str, portrait: Portrait, data: Data) -> Plot:
    """Draw one figure inside `canvas.drawing`.

    Parameters
    ----------
    data : dict
        Of kind ``figure``, as `grader.pictures.fit` lets it through.
    """
    named = [line["label"] for line in data["lines"] if line["label"]]
    canvas = Canvas(WIDTH, _BOTTOM + 44 + 17 * len(named))
    canvas.text(0, 11, data["title"], "ink", longest=50)
    lines = _looks(data)
    if "view" in data:
        _in_space(canvas, data, lines)
    else:
        _in_the_plane(canvas, data, lines)
    y = _BOTTOM + 56
    for line, (role, dashes) in lines:
        if line["label"]:
            canvas.line([_LEFT, _LEFT + 22], [y - 4] * 2, role, 2, dashes=dashes)
            canvas.text(_LEFT + 30, y, line["label"], "ink", longest=40)
            y += 17
    groups = Counter(min(int(n), len(_POINTS) - 1) for _, _, n in data["points"])
    legend = [(_POINTS[n], f"samples {n}") for n in sorted(groups)]
    told = f"{plural(len(data['lines']), 'line')} and {plural(groups.total(), 'point')}"
    told += f": {listed([label(name, 40) for name in named])}." if named else "."
    rows = [_row(line) for line in data["lines"]]
    head = ["line", "points", "from x", "to x", "lowest", "highest"]
    if not rows:
        head = ["points", "how many"]
        rows = [[f"samples {n}", str(groups[n])] for n in sorted(groups)]
    return Plot(canvas.svg(id, portrait.title, told), legend, head, rows)


def _looks(data: Data) -> _Lines:
    """Say how each line looks; beside lines with a name those without are faint."""
    # A surface is drawn in the first colour.
    looks = itertools.cycle(LINES[1:] if "view" in data else LINES)
    some = any(line["label"] for line in data["lines"])
    faint: _Look = ("muted", (1, 2))
    return [
        (line, next(looks) if line["label"] or not some else faint)
        for line in data["lines"]
    ]


def _row(line: Data) -> list[str]:
    heights = [v for v in line["z" if "z" in line else "y"] if v is not None]
    across = [v for v in line["x"] if v is not None]
    ends = [*across[:1], *across[-1:]] + (
        [min(heights), max(heights)] if heights else []
    )
    said = [f"{v:.3g}" for v in ends] + ["–"] * (4 - len(ends))
    return [label(line["label"], 40) or "–", str(len(line["x"])), *said]


# -- in the plane ----------------------------------------------------------------------


def _in_the_plane(canvas: Canvas, data: Data, lines: _Lines) -> None:
    (left, right), (low, high) = data["limits"]
    x = Scale([left, right], _LEFT, _RIGHT, log="x" in data["log"])
    y = Scale([low, high], _BOTTOM, _TOP, log="y" in data["log"])

    def inside(u: float | None, v: float | None) -> bool:
        return (
            u is not None and v is not None and left <= u <= right and low <= v <= high
        )

    if "field" in data:
        field = data["field"]
        shade(canvas, field["x"], field["y"], _shares(field["value"]), x, y)
    for line, (role, dashes) in lines:
        pairs = [
            (x(u), y(v)) if inside(u, v) else (math.nan, math.nan)
            for u, v in zip(line["x"], line["y"], strict=True)
        ]
        xs, ys = zip(*pairs, strict=True)
        canvas.line(xs, ys, role, 2, dashes=dashes)
    for number, mark in enumerate(_POINTS):
        some = [
            (x(u), y(v))
            for u, v, group in data["points"]
            if min(group, len(_POINTS) - 1) == number and inside(u, v)
        ]
        if some:
            xs, ys = zip(*some, strict=True)
            canvas.dots(xs, ys, mark.shape, mark.role, 6, edge="paper")
    x_label, y_label = data["labels"]
    draw_axes(canvas, x, y, x_label, "", grid="field" not in data)
    canvas.text(0, _TOP - 10, y_label, "ink", longest=40)


def _shares(rows: Sequence[Row]) -> list[Row]:
    """Spread the numbers of bands over 0 to 1: the line between two is in the middle."""
    highest = max((v for row in rows for v in row if v is not None), default=0) or 1
    return [[None if v is None else v / highest for v in row] for row in rows]


# -- in space --------------------------------------------------------------------------


class _View:
    """Puts points of space on the page as a distant onlooker sees them."""

    def __init__(
        self, limits: Sequence[Sequence[float]], view: Sequence[float]
    ) -> None:
        self._limits = limits
        up, round_ = (math.radians(angle) for angle in view)
        self._sin, self._cos = math.sin(round_), math.cos(round_)
        self._up, self._flat = math.sin(up), math.cos(up)

    def __call__(self, *place: float | None) -> tuple[float, float, float]:
        """Give a place on the page, and how near it is."""
        if any(v is None for v in place):
            return math.nan, math.nan, 0.0
        x, y, z = (
            ((v or 0.0) - low) / (high - low) - 0.5
            for v, (low, high) in zip(place, self._limits, strict=True)
        )
        z *= 0.8
        ahead = x * self._cos + y * self._sin
        across = y * self._cos - x * self._sin
        height = z * self._flat - ahead * self._up
        near = ahead * self._flat + z * self._up
        return 197 + 200 * across, 152 - 165 * height, near

    def corner(self, *corner: int) -> tuple[float, float, float]:
        """Give a corner of the box, by 0 and 1."""
        ends = zip(self._limits, corner, strict=True)
        return self(*(pair[n] for pair, n in ends))


def _in_space(canvas: Canvas, data: Data, lines: _Lines) -> None:
    view = _View(data["limits"], data["view"])
    for start, end in _EDGES:
        (x1, y1, _), (x2, y2, _) = view.corner(*start), view.corner(*end)
        canvas.line([x1, x2], [y1, y2], "line", 1)
    for (start, end), name in zip(_EDGES[:3], data["labels"], strict=True):
        (x1, y1, _), (x2, y2, _) = view.corner(*start), view.corner(*end)
        canvas.text((x1 + x2) / 2, (y1 + y2) / 2 + 12, name, "muted", "middle")
    if "field" in data:
        _surface(canvas, view, data["field"])
    for line, (role, dashes) in lines:
        places = [view(*p) for p in zip(line["x"], line["y"], line["z"], strict=True)]
        xs, ys, _ = zip(*places, strict=True)
        canvas.line(xs, ys, role, 2, dashes=dashes)
        if len(xs) <= 60:
            canvas.dots(xs, ys, "circle", role, 4)


def _surface(canvas: Canvas, view: _View, field: Data) -> None:
    """Fill the cells between four places of a grid each, the farthest first."""
    xs, ys, heights = field["x"], field["y"], field["value"]
    known = [v for row in heights for v in row if v is not None]
    low, high = min(known), max(known)
    cells = []
    for i in range(len(ys) - 1):
        for j in range(len(xs) - 1):
            corners = ((i, j), (i, j + 1), (i + 1, j + 1), (i + 1, j))
            zs = [z for a, b in corners if (z := heights[a][b]) is not None]
            if len(zs) == 4:
                seen = [view(xs[b], ys[a], heights[a][b]) for a, b in corners]
                share = (sum(zs) / 4 - low) / (high - low or 1)
                cells.append((sum(s[2] for s in seen), share, seen))
    for _, share, seen in sorted(cells, key=lambda cell: cell[0]):
        outline = [(x, y) for x, y, _ in (*seen, seen[0])]
        canvas.area(outline, _FACE, "blue", round(0.2 + 0.4 * share, 1))
