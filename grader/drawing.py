"""What a learner drew with matplotlib, as numbers and texts, never as pixels.

A worker says what is on an Axes; `read` checks every part of that, since it comes from
a process that ran a learner's code.  Checks ask the `Axes` that they get what is on it,
and `blank_axes`, `look` and `figures` for the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
import numpy as np

MAX_PARTS = 200
MAX_NUMBERS = 200_000
MAX_CORNERS = 20_000
"""Of all outlines of one part: who asks where a point lies goes through them."""
MAX_TEXT = 200
FEW = 9
"""How many of a line's points tell it from others."""

Array = np.ndarray[Any, Any]
Data = dict[str, Any]


class NotRead(ValueError):
    """What came is no picture, or too large a one; the text says why."""


class Figures(NamedTuple):
    """What the last call did with figures; `saved` counts those to be put in a file."""

    opened: int = 0
    shown: int = 0
    saved: int = 0


class Look(NamedTuple):
    """How a line or an entry of a legend looks, in matplotlib's words."""

    colour: str
    """As in ``#1f77b4ff``."""
    style: str
    marker: str


class Line(NamedTuple):
    """A line of `plot`, in units of the axes; nan where there is a gap.

    Attributes
    ----------
    x, y, z : ndarray of shape (n,)
        `z` is empty on a flat Axes.
    """

    x: Array
    y: Array
    z: Array
    label: str
    look: Look


class Points(NamedTuple):
    """What one call of `scatter` drew.

    Attributes
    ----------
    x, y, z : ndarray of shape (n,)
        `z` is empty on a flat Axes.
    values : ndarray of shape (n,) or None
        What was given as ``c``, if that was a number for each point.
    colours : ndarray of shape (n, 4) or (1, 4)
        Red, green, blue and opacity of each point, or of all.
    """

    x: Array
    y: Array
    z: Array
    values: Array | None
    colours: Array
    label: str


class Outlines(NamedTuple):
    """Polygons or open lines: the faces of a surface, bars, filled curves.

    Attributes
    ----------
    pieces : tuple of ndarray of shape (k, 2) or (k, 3)
        The corners of each; three numbers each in space.
    """

    pieces: tuple[Array, ...]
    label: str

    @property
    def corners(self) -> Array:
        """All corners of all pieces; shape (n, 2) or (n, 3)."""
        return np.concatenate(self.pieces) if self.pieces else np.empty((0, 2))


class Contours(NamedTuple):
    """What `contour` (lines) or `contourf` (filled) drew.

    Attributes
    ----------
    levels : ndarray of shape (n,)
        In rising order; filled band i lies between levels i and i + 1.
    bands : tuple of tuple of ndarray of shape (k, 2)
        The outlines of each band or line; the inner ones are holes.
    colours : ndarray of shape (n_bands, 4) or (1, 4)
        Red, green, blue and opacity of filled bands.
    """

    filled: bool
    levels: Array
    bands: tuple[tuple[Array, ...], ...]
    colours: Array

    def band_at(self, x: Any, y: Any) -> Array:
        """Say in which filled band points lie.

        Parameters
        ----------
        x, y : array_like of shape (n,)

        Returns
        -------
        ndarray of int, shape (n,)
            The number of the band; -1 for a point in none.
        """
        px, py = np.asarray(x, float).ravel(), np.asarray(y, float).ravel()
        found = np.full(px.shape, -1)
        for number, outlines in enumerate(self.bands):
            inside = np.zeros(px.shape, bool)
            for outline in outlines:
                inside ^= _inside(outline, px, py)
            found[inside & (found < 0)] = number
        return found


class Axes(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """What is on an Axes.

    Attributes
    ----------
    handle : int
        Which Axes it is; see `is_on`.
    three_d : bool
        Whether it is an Axes in space.
    labels, scales : tuple of str
        For x, y and, in space, z; a scale is ``linear``, ``log`` and so on.
    limits : ndarray of shape (2, 2) or (3, 2)
        Where x, y and z begin and end.
    view : tuple of float
        In space: elevation and azimuth in degrees.
    legend : dict of str to Look, or None
        What each entry looks like; None where there is no legend.
    """

    handle: int
    three_d: bool
    title: str
    labels: tuple[str, ...]
    scales: tuple[str, ...]
    limits: Array
    view: tuple[float, float]
    legend: dict[str, Look] | None
    lines: tuple[Line, ...]
    points: tuple[Points, ...]
    contours: tuple[Contours, ...]
    surfaces: tuple[Outlines, ...]
    paths: tuple[Outlines, ...]

    def is_on(self, ax: Any) -> bool:
        """Whether this was read from `ax`, as `blank_axes` made it."""
        return bool(ax.__learn_handle__.id == self.handle)

    def curve(
        self, function: Callable[[Array], Array], *, atol: float = 1e-6
    ) -> Line | None:
        """Find a line whose y is `function` of its x, whatever else there is.

        Parameters
        ----------
        function : callable
            Of an array of shape (n,).
        atol : float
            By how much y may be off.
        """
        for line in self.lines:
            if line.x.size >= 2 and np.isfinite(line.x).all():
                with np.errstate(all="ignore"):
                    off = np.abs(line.y - function(line.x))
                if bool((off <= atol).all()):
                    return line
        return None

    def trace(self) -> Data:
        """Give what two learners share who drew the same: no texts, no colours."""
        return {
            "three_d": self.three_d,
            "lines": [_few(n.x, n.y, n.z) for n in self.lines],
            "points": [_few(n.x, n.y, n.z) for n in self.points],
            "contours": [[n.filled, n.levels[:FEW].tolist()] for n in self.contours],
            "surfaces": [_few(*n.corners.T) for n in self.surfaces],
            "paths": len(self.paths),
        }


# -- for checks ------------------------------------------------------------------------


class _Blank:
    """An Axes in a worker: given to a submission as an argument."""

    def __init__(self, session: Any, handle: Any) -> None:
        self.__learn_session__, self.__learn_handle__ = session, handle

    def __repr__(self) -> str:
        return "ax"  # as a learner would write it


def blank_axes(submission: Any, *, three_d: bool = False) -> Any:
    """Make an empty Axes for a submission to draw on; pass it as an argument.

    It is not pyplot's current one, so only who uses the argument draws on it.
    """
    session = submission.__learn_session__
    return _Blank(session, session.blank_axes(three_d))


def look(ax: Any) -> Axes:
    """Read what is on an Axes that `blank_axes` made."""
    axes: Axes = ax.__learn_session__.look(ax.__learn_handle__)
    return axes


def figures(submission: Any) -> Figures:
    """Say how many figures the submission's last call opened, showed and saved."""
    counts: Figures = submission.__learn_session__.last_figures
    return counts


# -- reading ---------------------------------------------------------------------------


def read(handle: int, value: object) -> Axes:
    """Check what a worker says is on an Axes.

    Parameters
    ----------
    handle : int
        Of the Axes.
    value : object
        Plain values as they came from the worker.

    Raises
    ------
    NotRead
        When it is not just that, or too much.
    """
    return _Reader(value).axes(handle)


class _Reader:
    def __init__(self, value: object) -> None:
        self.whole = value
        self.left = MAX_NUMBERS

    def axes(self, handle: int) -> Axes:
        data = self.whole
        three_d = _the(bool, data, "three_d")
        d = 3 if three_d else 2
        legend = data["legend"] if type(data) is dict and "legend" in data else None
        elevation, azimuth = self.array(data, "view", (2,)).tolist()
        return Axes(
            handle=handle,
            three_d=three_d,
            title=_text(data, "title"),
            labels=_texts(data, "labels", d),
            scales=_texts(data, "scales", d),
            limits=self.array(data, "limits", (d, 2)),
            view=(elevation, azimuth),
            legend=None if legend is None else {
                _text(n, "text"): _look(n) for n in _parts(data, "legend")
            },
            lines=tuple(self.line(n, d) for n in _parts(data, "lines")),
            points=tuple(self.points(n, d) for n in _parts(data, "points")),
            contours=tuple(map(self.contours, _parts(data, "contours"))),
            surfaces=tuple(self.outlines(n) for n in _parts(data, "surfaces")),
            paths=tuple(self.outlines(n) for n in _parts(data, "paths")),
        )  # fmt: skip

    def array(
        self, data: object, name: str, shape: tuple[int, ...], kind: str = "f"
    ) -> Array:
        """Take an array of this kind and shape; -1 is any length."""
        array: Array = _the(np.ndarray, data, name)
        fits = array.ndim == len(shape) and array.dtype.kind == kind
        if not fits or any(
            n not in (-1, m) for n, m in zip(shape, array.shape, strict=True)
        ):
            raise NotRead(f"{name} is no array of the right shape")
        self.left -= array.size
        if self.left < 0:
            raise NotRead(f"there are more than {MAX_NUMBERS:,} numbers")
        return array

    def places(self, data: object, d: int) -> tuple[Array, Array, Array]:
        places = self.array(data, "places", (d, -1))
        return places[0], places[1], places[2] if d == 3 else np.empty(0)

    def line(self, data: object, d: int) -> Line:
        x, y, z = self.places(data, d)
        return Line(x, y, z, _text(data, "label"), _look(data))

    def points(self, data: object, d: int) -> Points:
        x, y, z = self.places(data, d)
        values = None
        if type(data) is dict and data.get("values") is not None:
            values = self.array(data, "values", (x.size,))
        colours = self.array(data, "colours", (-1, 4))
        return Points(x, y, z, values, colours, _text(data, "label"))

    def pieces(self, data: object) -> tuple[Array, ...]:
        corners = _the(np.ndarray, data, "corners")
        d = 3 if corners.shape[-1:] == (3,) else 2
        corners = self.array(data, "corners", (-1, d))
        sizes = self.array(data, "sizes", (-1,), "i")
        if len(corners) > MAX_CORNERS:
            raise NotRead(f"an outline has more than {MAX_CORNERS:,} corners")
        if (sizes < 0).any() or (sizes > len(corners)).any():
            raise NotRead("an outline has no such number of corners")
        ends = np.cumsum(sizes)
        if len(sizes) > MAX_CORNERS or sizes.sum() != len(corners):
            raise NotRead("the corners of outlines do not add up")
        return tuple(np.split(corners, ends[:-1])) if len(sizes) else ()

    def outlines(self, data: object) -> Outlines:
        return Outlines(self.pieces(data), _text(data, "label"))

    def contours(self, data: object) -> Contours:
        pieces = self.pieces(data)
        levels = self.array(data, "levels", (-1,))
        numbers = self.array(data, "bands", (len(pieces),), "i")
        if len(levels) > MAX_PARTS or not np.isin(numbers, range(len(levels))).all():
            raise NotRead("a band has no level")
        bands: list[list[Array]] = [[] for _ in range(int(numbers.max(initial=-1)) + 1)]
        for piece, band in zip(pieces, numbers, strict=True):
            bands[band].append(piece)
        filled = _the(bool, data, "filled")
        return Contours(
            filled,
            levels,
            tuple(map(tuple, bands)),
            self.array(data, "colours", (-1, 4)),
        )


def _the(kind: type, data: object, name: str) -> Any:
    value = data.get(name) if type(data) is dict else None
    if type(value) is not kind:
        raise NotRead(f"{name} is missing, or of another kind")
    return value


def _text(data: object, name: str) -> str:
    text: str = _the(str, data, name)
    if len(text) > MAX_TEXT:
        raise NotRead(f"{name} is longer than {MAX_TEXT} characters")
    return text


def _texts(data: object, name: str, count: int) -> tuple[str, ...]:
    texts = _the(list, data, name)
    if len(texts) != count:
        raise NotRead(f"{name} are not {count}")
    return tuple(_text({name: text}, name) for text in texts)


def _parts(data: object, name: str) -> list[Any]:
    parts: list[Any] = _the(list, data, name)
    if len(parts) > MAX_PARTS:
        raise NotRead(f"there are more than {MAX_PARTS} {name}")
    return parts


def _look(data: object) -> Look:
    return Look(*(_text(data, name) for name in Look._fields))


# -- geometry --------------------------------------------------------------------------


def _inside(outline: Array, px: Array, py: Array) -> Array:
    """Whether points lie inside a closed outline: a ray to the right crosses it oddly."""
    inside = np.zeros(px.shape, bool)
    step = max(1, (1 << 20) // max(px.size, 1))
    ends = np.roll(outline, -1, axis=0)
    for start in range(0, len(outline), step):
        x1, y1 = outline[start : start + step].T
        x2, y2 = ends[start : start + step].T
        across = (y1 > py[:, None]) != (y2 > py[:, None])
        with np.errstate(all="ignore"):
            at = x1 + (py[:, None] - y1) / (y2 - y1) * (x2 - x1)
        inside ^= (across & (px[:, None] < at)).sum(axis=1) % 2 == 1
    return inside


def spread(count: int, most: int) -> Array:
    """Choose some of so many, the first and last among them."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int))


def _few(*coordinates: Array) -> list[Any]:
    some = [c[spread(c.size, FEW)] for c in coordinates if c.size]
    return [int(coordinates[0].size) if coordinates else 0, *(s.tolist() for s in some)]
