"""Keep of a learner's picture what a report can draw: some numbers, no pixels."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.drawing import Array, Axes, Data, Points, spread
from grader.pictures import MAX_LENGTH, MAX_LINES, MAX_POINTS

GRID, COARSE = 40, 16
"""Points along each side of what a picture keeps of filled areas, and of surfaces."""


def sketch(axes: Axes) -> Data:
    """Give what is worth keeping, as `grader.pictures` takes it."""
    names = "xyz" if axes.three_d else "xy"
    lines = [n for n in axes.lines if n.x.size >= 2][:MAX_LINES]
    data: Data = {
        "title": axes.title,
        "labels": list(axes.labels),
        "limits": [list(map(float, pair)) for pair in axes.limits],
        "log": [n for n, s in zip(names, axes.scales, strict=True) if s == "log"],
        "lines": [
            {"label": "" if n.label.startswith("_") else n.label,
             **{name: _thinned(getattr(n, name)) for name in names}}
            for n in lines
        ],
        "points": [] if axes.three_d else _classes(axes.points),
    }  # fmt: skip
    field = _heights(axes) if axes.three_d else _bands(axes)
    return (
        data
        | ({"field": field} if field else {})
        | ({"view": list(axes.view)} if axes.three_d else {})
    )


def _thinned(numbers: Array) -> list[float]:
    kept: list[float] = numbers[spread(numbers.size, MAX_LENGTH)].tolist()
    return kept


def _classes(points: tuple[Points, ...]) -> list[list[float]]:
    """Give scattered points with a class each: by call, by value or by colour."""
    kept: list[list[float]] = []
    for call, drawn in enumerate(points):
        groups: Any = np.full(drawn.x.size, call)
        if len(points) == 1 and drawn.values is not None:
            groups = np.unique(drawn.values, return_inverse=True)[1].ravel()
        elif len(points) == 1 and len(drawn.colours) == drawn.x.size:
            groups = np.unique(drawn.colours, axis=0, return_inverse=True)[1].ravel()
        there = np.isfinite(drawn.x) & np.isfinite(drawn.y)
        rows = np.column_stack([drawn.x, drawn.y, np.minimum(groups, 9)])
        kept += rows[there].tolist()
    return [kept[n] for n in spread(len(kept), MAX_POINTS)] if kept else []


def _ticks(low: float, high: float) -> Array:
    """Places inside a range, off its ends, which are nobody's."""
    edge = (high - low) / (2 * GRID)
    return np.linspace(low + edge, high - edge, GRID)


def _bands(axes: Axes) -> Data | None:
    """Say on a grid which filled band is where."""
    filled = next((n for n in axes.contours if n.filled and n.bands), None)
    if filled is None:
        return None
    corners = np.concatenate([p for band in filled.bands for p in band])
    (left, bottom), (right, top) = np.nanmin(corners, 0), np.nanmax(corners, 0)
    x, y = _ticks(left, right), _ticks(bottom, top)
    xs, ys = np.meshgrid(x, y)
    bands = filled.band_at(xs, ys).reshape(xs.shape)
    return _field(x, y, np.where(bands < 0, np.nan, bands))


def _heights(axes: Axes) -> Data | None:
    """Say on a grid how high a surface is: as the mean of its nearest corners."""
    corners = axes.surfaces[0].corners if axes.surfaces else np.empty((0, 3))
    corners = corners[np.isfinite(corners).all(axis=1)]
    if corners.shape[1:] != (3,) or not len(corners):
        return None
    low, high = corners.min(axis=0), corners.max(axis=0)
    x, y = (np.linspace(low[n], high[n], COARSE) for n in (0, 1))
    size = np.where(high > low, high - low, 1.0)[:2]
    heights = np.empty((COARSE, COARSE))
    for i, j in np.ndindex(heights.shape):
        away = (((corners[:, :2] - (x[j], y[i])) / size) ** 2).sum(axis=1)
        near = np.argpartition(away, min(8, len(away) - 1))[:8]
        heights[i, j] = np.average(corners[near, 2], weights=1 / (away[near] + 1e-9))
    return _field(x, y, heights)


def _field(x: Array, y: Array, value: Array) -> Data:
    return {"x": x.tolist(), "y": y.tolist(), "value": value.tolist()}
