"""Draw what a learner's own passed code computed: curves, regions, series, figures.

`grader.pictures.fit` has the last word on what is a picture: the numbers come from a
process that ran a learner's code, by way of a file that anybody may have changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.pictures import MAX_CLASS, MAX_CURVES, Data, NoPicture, fit
from grader.report.canvas import Canvas, Mark, Role
from grader.report.data import Portrait
from grader.report.figures import WIDTH, apart
from grader.report.page import label, listed, plural
from grader.report.plane import LINES, Plot, Row, Scale, draw_axes, shade
from grader.report.sketches import sketch

SHORT, FEW = 12, 5
"""Names of so many characters, and so many of them, stand at the ends of their lines."""

FEW_POINTS = 12
"""So few points of a plane are drawn larger."""


_CLASSES = (
    Mark("diamond", "orange"), Mark("circle", "blue"), Mark("triangle", "ink"),
    Mark("square", "muted"), Mark("cross", "orange"), Mark("ring", "blue"),
    Mark("diamond", "blue"), Mark("circle", "orange"), Mark("triangle", "muted"),
    Mark("cross", "ink"),
)  # fmt: skip
assert len(LINES) == MAX_CURVES
assert len(_CLASSES) == MAX_CLASS + 1


def draw(id: str, portrait: Portrait) -> Plot | None:
    """Draw one portrait inside `canvas.drawing`; None where its data is no picture."""
    try:
        data = fit(portrait.kind, portrait.data, portrait.log)
    except NoPicture:
        return None
    if portrait.kind == "figure":
        return sketch(id, portrait, data)
    if portrait.kind == "regions":
        return _regions(id, portrait, data)
    if portrait.kind == "curves":
        return _curves(id, portrait, data["x"], data["curves"])
    longest = max(map(len, data["series"].values()))
    first = int("x" in portrait.log)  # no place for 0 there
    steps = [float(n) for n in range(first, longest + first)]
    return _curves(id, portrait, steps, data["series"])


# -- curves and series -------------------------------------------------------------


def _curves(
    id: str, portrait: Portrait, xs: Sequence[float], lines: dict[str, Row]
) -> Plot:
    beside = len(lines) <= FEW and all(len(name) <= SHORT for name in lines)
    bottom = 202
    canvas = Canvas(WIDTH, bottom + 38 + (0 if beside else 17 * len(lines) + 6))
    x = Scale(xs, 44, 246 if beside else 350, log="x" in portrait.log)
    values = [v for line in lines.values() for v in line if v is not None]
    y = Scale(values, bottom, 26, log="y" in portrait.log, room=0.04)
    draw_axes(canvas, x, y, portrait.x_label, portrait.y_label, grid=True)
    for line, (role, dashes) in zip(lines.values(), LINES, strict=False):
        across = [x(value) for value in xs[: len(line)]]
        canvas.line(across, [y(value) for value in line], role, 2, dashes=dashes)
    if beside:
        _name_ends(canvas, lines, x.last, y)
    else:
        _name_below(canvas, lines, bottom + 56)
    told = f"{plural(len(lines), 'line')}: {listed([_ends(n, v) for n, v in lines.items()])}."
    head = [portrait.x_label or "step", *lines]
    return Plot(canvas.svg(id, portrait.title, told), [], head, _sampled(xs, lines))


def _name_ends(canvas: Canvas, lines: dict[str, Row], right: float, y: Scale) -> None:
    """Write each line's name where it ends, with a piece of it."""
    ends = [
        next((y(v) for v in reversed(line) if v is not None), None)
        for line in lines.values()
    ]
    named = [
        (end, name, look)
        for end, name, look in zip(ends, lines, LINES, strict=False)
        if end is not None
    ]
    places = apart([end for end, _, _ in named])
    for (_, name, (role, dashes)), place in zip(named, places, strict=True):
        canvas.line([right + 7, right + 29], [place] * 2, role, 2, dashes=dashes)
        canvas.text(right + 34, place + 4, name, role, bold=True)


def _name_below(canvas: Canvas, lines: dict[str, Row], top: float) -> None:
    for n, (name, (role, dashes)) in enumerate(zip(lines, LINES, strict=False)):
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
    x, y = Scale(data["x1"], 44, 350), Scale(data["x2"], 288, 26)
    shade(canvas, data["x1"], data["x2"], data["value"], x, y)
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
    draw_axes(canvas, x, y, portrait.x_label, portrait.y_label, grid=False)
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
