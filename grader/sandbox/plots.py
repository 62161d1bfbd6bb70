"""The untrusted side of profile `plots`: matplotlib without files, figures as data.

Loaded into the fork server of that profile alone, before any learner's code.  There
matplotlib is imported whole and everything that it would do late is done once; its
fonts are kept in memory, since workers have no file system.  A learner's Axes leaves
the worker as plain numbers and texts, never as pixels; `grader.drawing` checks them.

Imports nothing else of ours but the wire: it shares a process with learners' code.
"""

from __future__ import annotations

import builtins
import importlib
import io
import os
import pkgutil
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.sandbox.protocol import WireError

MAX_ARTISTS = 100
MAX_NUMBERS = 100_000
MAX_TEXT = 200

# What an exercise may need of matplotlib; its other parts want a screen or programs.
_PACKAGES = ("matplotlib", "matplotlib.axes", "matplotlib.projections",
             "matplotlib.style", "matplotlib.tri", "mpl_toolkits.mplot3d")  # fmt: skip
_BACKENDS = ("matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg")
_IMAGES = ("PIL.Image", "PIL.PngImagePlugin", "PIL.BmpImagePlugin",
           "PIL.GifImagePlugin", "PIL.JpegImagePlugin", "PIL.PpmImagePlugin")  # fmt: skip

Data = dict[str, Any]


class Plots:
    """What a worker of this profile does beside calls; made by `load`."""

    def __init__(self) -> None:
        self._counts = {"opened": 0, "shown": 0, "saved": 0}

    def begin(self) -> None:
        """Forget the figures of the check before."""
        import matplotlib.pyplot as plt

        plt.close("all")

    def count_anew(self) -> None:
        """Set what `counts` says back to nothing."""
        self._counts.update(opened=0, shown=0, saved=0)

    def counts(self) -> dict[str, int]:
        """Say how many figures were opened, shown and saved to files since."""
        return {name: min(count, 1000) for name, count in self._counts.items()}

    def axes(self, three_d: bool) -> object:
        """Make an empty Axes on a figure that is not the current one.

        So pyplot's functions do not find it by themselves.
        """
        import matplotlib.pyplot as plt

        options: Data = {"projection": "3d"} if three_d else {}
        made = plt.figure().add_subplot(**options)
        plt.figure()
        return made

    def look(self, value: object) -> Data | None:
        """Say what is on an Axes; None where the value is none."""
        from matplotlib.axes import Axes

        return _Reading().axes(value) if isinstance(value, Axes) else None

    def watch(self) -> None:
        """Count figures from here on; nothing is shown or written to a file."""
        import matplotlib.figure
        import matplotlib.pyplot as plt

        counts, figure = self._counts, matplotlib.figure.Figure
        opens, saves = figure.__init__, figure.savefig

        def open_figure(self: Any, *args: Any, **kwargs: Any) -> None:
            counts["opened"] += 1
            opens(self, *args, **kwargs)

        def save(self: Any, fname: Any, **kwargs: Any) -> None:
            if isinstance(fname, (str, os.PathLike)):
                counts["saved"] += 1  # there is no file system to save to
            else:
                saves(self, fname, **kwargs)

        def show(*_args: Any, **_kwargs: Any) -> None:
            counts["shown"] += 1

        setattr(figure, "__init__", open_figure)  # noqa: B010  (mypy forbids the plain way)
        figure.savefig = save  # type: ignore[method-assign]
        figure.show = plt.show = show  # type: ignore[method-assign]


# -- reading an Axes -------------------------------------------------------------------


class _Reading:
    """Writes down one Axes, and stops where that would become too much."""

    def __init__(self) -> None:
        self.left = MAX_NUMBERS

    def axes(self, ax: Any) -> Data:
        import matplotlib.axes

        three_d = ax.name == "3d"
        names = "xyz" if three_d else "xy"
        flat = matplotlib.axes.Axes
        if len(ax.lines) + len(ax.collections) + len(ax.patches) > MAX_ARTISTS:
            raise WireError(f"the picture has more than {MAX_ARTISTS} parts")
        data: Data = {
            "three_d": three_d,
            "title": _text(flat.get_title(ax)),
            "labels": [_text(getattr(ax, f"get_{n}label")()) for n in names],
            "scales": [_text(getattr(ax, f"get_{n}scale")()) for n in names],
            "limits": np.array([getattr(ax, f"get_{n}lim")() for n in names], float),
            "view": np.array([ax.elev, ax.azim] if three_d else [0, 0], float),
            "legend": _legend(ax),
            "lines": [self.line(n, ax) for n in ax.lines if _seen(n)],
            "points": [], "contours": [], "surfaces": [],
            "paths": [self.pieces([_outline(p)], p) for p in ax.patches if _seen(p)],
        }  # fmt: skip
        for collection in ax.collections:
            if _seen(collection):
                kind, part = self.collection(collection)
                data[kind].append(part)
        return data

    def take(self, numbers: Any) -> Any:
        """Give plain float64 numbers; what is masked is nan."""
        array = np.ma.asarray(numbers)
        self.left -= array.size
        if self.left < 0:
            raise WireError(f"the picture has more than {MAX_NUMBERS:,} numbers")
        return np.ma.filled(array.astype(float), np.nan)

    def line(self, line: Any, ax: Any) -> Data:
        if hasattr(line, "get_data_3d"):
            places = [np.atleast_1d(n) for n in line.get_data_3d()]
        else:
            places = _in_data(line, ax)
        return {
            "places": self.take(np.ma.stack(places)),
            "label": _text(line.get_label()),
            **_look_of(line),
        }

    def collection(self, collection: Any) -> tuple[str, Data]:
        from matplotlib.collections import PathCollection
        from matplotlib.contour import ContourSet

        art3d = importlib.import_module("mpl_toolkits.mplot3d.art3d")  # without types

        if isinstance(collection, ContourSet):
            return "contours", self.contours(collection)
        if isinstance(collection, art3d.Poly3DCollection):
            return "surfaces", self.pieces(_faces(collection), collection)
        if isinstance(collection, PathCollection):
            return "points", self.points(collection)
        if isinstance(collection, art3d.Line3DCollection):
            return "paths", self.pieces(list(collection._segments3d), collection)
        pieces = [piece for path in collection.get_paths() for piece in _split(path)]
        return "paths", self.pieces(pieces, collection)

    def points(self, collection: Any) -> Data:
        collection.update_scalarmappable()
        places = getattr(collection, "_offsets3d", None)
        if places is None:
            places = np.ma.asarray(collection.get_offsets()).T
        values = collection.get_array()
        return {
            "places": self.take(np.ma.stack([np.atleast_1d(n) for n in places])),
            "values": None if values is None else self.take(values).ravel(),
            "colours": self.take(collection.get_facecolor()).reshape(-1, 4),
            "label": _text(collection.get_label()),
        }

    def contours(self, contours: Any) -> Data:
        bands = [list(_split(path)) for path in contours.get_paths()]
        colours = contours.get_facecolor() if contours.filled else ()
        return {
            "filled": bool(contours.filled),
            "levels": self.take(contours.levels),
            "bands": np.repeat(np.arange(len(bands)), [len(band) for band in bands]),
            "colours": self.take(colours).reshape(-1, 4),
            **self.pieces([piece for band in bands for piece in band], contours),
        }

    def pieces(self, pieces: list[Any], artist: Any) -> Data:
        """Put outlines behind each other: all corners, and how many each one has."""
        width = pieces[0].shape[1] if pieces else 2
        corners = np.concatenate(pieces) if pieces else np.empty((0, width))
        return {
            "corners": self.take(corners),
            "sizes": np.array([len(piece) for piece in pieces], np.int64),
            "label": _text(artist.get_label()),
        }


def _seen(artist: Any) -> bool:
    return bool(artist.get_visible()) and artist.get_alpha() != 0


def _text(value: object) -> str:
    return str(value)[:MAX_TEXT]


def _colour(value: Any) -> str:
    from matplotlib.colors import to_hex

    return to_hex(value, keep_alpha=True)


def _look_of(line: Any) -> Data:
    return {
        "colour": _colour(line.get_color()),
        "style": _text(line.get_linestyle()),
        "marker": _text(line.get_marker()),
    }


def _legend(ax: Any) -> list[Data] | None:
    legend = ax.get_legend()
    if legend is None:
        return None
    entries = []
    texts = legend.get_texts()[:MAX_ARTISTS]
    for text, handle in zip(texts, legend.legend_handles, strict=False):
        known = hasattr(handle, "get_linestyle") and hasattr(handle, "get_marker")
        look = _look_of(handle) if known else {"colour": "", "style": "", "marker": ""}
        entries.append({"text": _text(text.get_text()), **look})
    return entries


def _in_data(line: Any, ax: Any) -> list[Any]:
    """Give a line's places in the units of the axes, those of `axhline` too."""
    places = [np.ma.asarray(n) for n in line.get_data(orig=False)]
    inside = line.get_transform().contains_branch_seperately(ax.transData)
    limits = ax.get_xlim(), ax.get_ylim()
    return [
        n if own else low + n * (high - low)
        for n, own, (low, high) in zip(places, inside, limits, strict=True)
    ]


def _faces(collection: Any) -> list[Any]:
    """Give the corners of each face of a surface, in space."""
    if hasattr(collection, "_faces"):
        faces = np.asarray(collection._faces)
        left_out = np.broadcast_to(collection._invalid_vertices, faces.shape[:2])
        return [face[~out] for face, out in zip(faces, left_out, strict=True)]
    # Before matplotlib 3.10: all corners in columns, and where each face begins.
    corners = np.asarray(collection._vec)[:3].T
    return [corners[part] for part in collection._segslices]


def _outline(patch: Any) -> Any:
    path = patch.get_path().transformed(patch.get_patch_transform())
    return np.concatenate([np.empty((0, 2)), *_split(path)])


def _split(path: Any) -> Iterator[Any]:
    """Give the corners of each closed or open piece of a path; curves as corners."""
    from matplotlib.path import Path

    if path.codes is None:
        yield path.vertices
        return
    if not set(np.unique(path.codes)) <= {Path.MOVETO, Path.LINETO, Path.CLOSEPOLY}:
        yield from path.to_polygons(closed_only=False)
        return
    starts = np.flatnonzero(path.codes == Path.MOVETO)
    for piece, codes in zip(
        np.split(path.vertices, starts[1:]), np.split(path.codes, starts[1:]),
        strict=True,
    ):  # fmt: skip
        yield piece[codes != Path.CLOSEPOLY]


# -- loading ---------------------------------------------------------------------------


def load() -> Plots:
    """Import matplotlib whole, draw everything once, and keep its fonts.

    Nothing of the machine changes how it draws: no settings, styles or fonts but its
    own.
    """
    found = importlib.import_module("importlib.util").find_spec("matplotlib")
    home = os.path.dirname(found.origin)  # noqa: PTH120  (pathlib costs 10 ms here)
    folder = tempfile.mkdtemp(prefix="learn-")
    os.environ.update(
        MPLBACKEND="agg", MPLCONFIGDIR=folder, MPL_IGNORE_SYSTEM_FONTS="1",
        MATPLOTLIBRC=f"{home}/mpl-data/matplotlibrc",
    )  # fmt: skip
    try:
        _import_all()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _hold_fonts()
    _leave_out_devnull()
    _draw_once()
    for thread in threading.enumerate():  # it warns of slow disks with one
        if thread is not threading.current_thread():
            thread.join()
    plots = Plots()
    plots.watch()
    return plots


def _import_all() -> None:
    for name in (*_BACKENDS, *_IMAGES):
        importlib.import_module(name)
    for package in _PACKAGES:
        module = importlib.import_module(package)
        for found in pkgutil.iter_modules(module.__path__, f"{package}."):
            if not found.ispkg:
                importlib.import_module(found.name)


def _hold_fonts() -> None:
    """Keep matplotlib's own fonts in memory: their paths can be opened for good."""
    import matplotlib
    from matplotlib import font_manager

    folder = os.path.realpath(matplotlib.get_data_path())
    manager = font_manager.fontManager
    manager.ttflist = [
        font
        for font in manager.ttflist
        if os.path.realpath(font.fname).startswith(folder)
    ]
    files: dict[str, bytes] = {}
    for font in manager.ttflist:
        with open(font.fname, "rb") as file:  # noqa: PTH123  (pathlib costs 10 ms here)
            files[font.fname] = files[os.path.realpath(font.fname)] = file.read()
    # FreeType asks for a file by one of the first two, matplotlib by the others.
    opens: Callable[..., Any] = builtins.open

    def open_(file: Any, *args: Any, **kwargs: Any) -> Any:
        held = files.get(str(file)) if isinstance(file, str) else None
        return opens(file, *args, **kwargs) if held is None else io.BytesIO(held)

    builtins.open = io.open = open_
    for name in ("isfile", "exists"):
        setattr(os.path, name, _or_held(getattr(os.path, name), files))


def _or_held(
    there: Callable[[Any], bool], files: dict[str, bytes]
) -> Callable[[Any], bool]:
    def or_held(path: Any) -> bool:
        return (isinstance(path, str) and str(path) in files) or there(path)

    return or_held


def _leave_out_devnull() -> None:
    """Have triangulations report to standard error: they would open /dev/null."""
    qhull: Any = importlib.import_module("matplotlib._qhull")
    triangulate = qhull.delaunay
    qhull.delaunay = lambda x, y, _verbose: triangulate(x, y, True)


def _draw_once() -> None:
    """Touch what pictures touch: late imports, caches, fonts of formulas."""
    import matplotlib.pyplot as plt

    x = np.linspace(0.1, 1.0, 5)
    xs, ys = np.meshgrid(x, x)
    figure, ax = plt.subplots()
    ax.plot(x, x**2, "o--", label=r"$\alpha^2$ and \u2212")
    ax.scatter(x, x, c=x, cmap="coolwarm", label="points")
    ax.fill_between(x, x)
    ax.bar(x, x)
    ax.set(title=r"$\frac{1}{1+e^{-x}}$", xlabel="x", ylabel="y", yscale="log")
    ax.annotate("here", (0.5, 0.5), (0.6, 0.6), arrowprops={"arrowstyle": "->"})
    ax.legend()
    figure.tight_layout()
    space: Any = plt.figure(layout="constrained").add_subplot(121, projection="3d")
    space.plot_surface(xs, ys, xs**2, cmap="viridis")
    space.plot_wireframe(xs, ys, xs**2)
    space.plot(x, x, x)
    space.scatter(x, x, x)
    plane = space.figure.add_subplot(122)
    space.figure.colorbar(plane.contourf(xs, ys, xs * ys), ax=plane)
    plane.contour(xs, ys, xs * ys)
    plane.pcolormesh(xs, ys, xs)
    plane.imshow(xs)
    for drawn in (figure, space.figure):
        for kind in ("png", "svg"):
            drawn.savefig(io.BytesIO(), format=kind, bbox_inches="tight")
    with plt.style.context("ggplot"), plt.xkcd():
        plt.figure()
    plt.close("all")
