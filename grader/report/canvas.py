"""Draw with matplotlib into SVG that a page's style colours, light or dark.

A drawing is in pixels, its origin at the top left.  Colours are roles: each has a
colour of its own on the drawing, which becomes a class of the page's style.  Foreign
text never meets matplotlib: a word stands in for it until the SVG is written, so no
font is asked for a character that it does not have.
"""

from __future__ import annotations

import contextlib
import functools
import io
import logging
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from xml.etree import ElementTree

from markupsafe import Markup, escape

from grader.report.page import label

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

Role = Literal["ink", "muted", "line", "paper", "blue", "orange"]
Anchor = Literal["start", "middle", "end"]
Shape = Literal["circle", "ring", "diamond", "cross", "square", "triangle"]


class Mark(NamedTuple):
    """A shape and its colour, as a legend names them."""

    shape: Shape
    role: Role


_COLOURS: dict[Role, str] = {
    "ink": "#000001",
    "muted": "#000002",
    "line": "#000003",
    "paper": "#000004",
    "blue": "#000005",
    "orange": "#000006",
}
_ROLES = {colour: role for role, colour in _COLOURS.items()}
_MARKERS: dict[Shape, tuple[str, bool]] = {  # matplotlib's name; filled?
    "circle": ("o", True),
    "ring": ("o", False),
    "diamond": ("D", True),
    "cross": ("x", False),
    "square": ("s", False),
    "triangle": ("^", True),
}
_ALIGNED: dict[Anchor, str] = {"start": "left", "middle": "center", "end": "right"}
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_WORD = re.compile(r"word(\d+)")
_NUMBER = re.compile(r"-?\d+\.\d+")


@contextlib.contextmanager
def drawing() -> Iterator[None]:
    """Draw alike everywhere, whatever a ``matplotlibrc`` says; enter it once."""
    # It says on standard error where it keeps what it knows of fonts.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib

    ours: Any = {"svg.fonttype": "none", "svg.hashsalt": "learn", "text.parse_math": False,
            "path.simplify": True, "path.simplify_threshold": 0.2}  # fmt: skip
    with matplotlib.rc_context({**_defaults(), **ours}):
        yield


@functools.cache
def _defaults() -> Any:  # its keys are a type of their own, of some versions only
    import matplotlib

    return {k: v for k, v in matplotlib.rcParamsDefault.items() if k != "backend"}


class Canvas:
    """A drawing of so many pixels; to be made and written inside `drawing`."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.width, self.height = width, height
        self._figure: Figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        self._figure.patch.set_visible(False)
        self._pixels: Transform = Affine2D().scale(1, -1).translate(0, height)
        self._words: list[str] = []
        self._bold: set[int] = set()

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        role: Role,
        width: float = 1.5,
        *,
        dashes: tuple[float, ...] = (),
    ) -> None:
        """Draw a line through points; NaN leaves a gap."""
        from matplotlib.lines import Line2D

        style: Any = (0, dashes) if dashes else "-"
        self._figure.add_artist(
            Line2D(xs, ys, color=_COLOURS[role], linewidth=width, linestyle=style,
                   transform=self._pixels, dash_capstyle="butt")
        )  # fmt: skip

    def dots(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        shape: Shape,
        role: Role,
        size: float = 7,
        *,
        edge: Role | None = None,
    ) -> None:
        """Put a mark of `size` pixels at each point; `edge` sets it off what is below."""
        from matplotlib.lines import Line2D

        marker, filled = _MARKERS[shape]
        size *= 0.84 if shape == "diamond" else 1
        self._figure.add_artist(
            Line2D(xs, ys, linestyle="none", marker=marker, markersize=size,
                   markerfacecolor=_COLOURS[role] if filled else _COLOURS["paper"],
                   markeredgecolor=_COLOURS[edge or role],
                   markeredgewidth=1.7 if not filled else 1.0 if edge else 0,
                   transform=self._pixels)
        )  # fmt: skip

    def bar(
        self, x: float, y: float, width: float, height: float, role: Role,
        alpha: float = 1,
    ) -> None:  # fmt: skip
        """Fill a rectangle, given its corner at the top left."""
        from matplotlib.patches import Rectangle

        self._figure.add_artist(
            Rectangle((x, y), width, height, facecolor=_COLOURS[role], linewidth=0,
                      alpha=None if alpha == 1 else alpha, transform=self._pixels)
        )  # fmt: skip

    def area(self, points: Any, codes: Any, role: Role, alpha: float) -> None:
        """Fill a path of matplotlib's: points, and what each of them is."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        self._figure.add_artist(
            PathPatch(Path(points, codes), facecolor=_COLOURS[role], linewidth=0,
                      alpha=alpha, transform=self._pixels)
        )  # fmt: skip

    def text(
        self, x: float, y: float, text: str, role: Role = "muted",
        anchor: Anchor = "start", *, bold: bool = False, longest: int = 30,
    ) -> None:  # fmt: skip
        """Write one line, its baseline at `y`; foreign text may be passed as it is."""
        if bold:
            self._bold.add(len(self._words))
        word = f"word{len(self._words)}"
        self._words.append(label(text, longest))
        self._figure.text(
            x, y, word, color=_COLOURS[role], ha=_ALIGNED[anchor], va="baseline",
            size=11, transform=self._pixels,
        )  # fmt: skip

    def svg(self, id: str, title: str, description: str) -> Markup:
        """Write the drawing as an element of a page.

        Parameters
        ----------
        id : str
            What its own ids begin with: unique in the page.
        title, description : str
            What it is and what it shows, for those who do not see it.
        """
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        written = io.BytesIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        canvas: Any = FigureCanvasSVG(self._figure)  # without types
        canvas.print_svg(written, metadata=nothing)
        root = ElementTree.fromstring(written.getvalue())  # noqa: S314 (matplotlib's)
        writer = _Writer(id, self._words, self._bold)
        body = "".join(writer.element(child) for child in root)
        # Every text goes through `escape`, everything else is a number or ours.
        return Markup(  # noqa: S704
            f'<svg class="drawing" role="img" aria-labelledby="{id}-t {id}-d" '
            f'viewBox="0 0 {self.width:g} {self.height:g}">'
            f'<title id="{id}-t">{escape(label(title, 200))}</title>'
            f'<desc id="{id}-d">{escape(label(description, 600))}</desc>{body}</svg>'
        )


class _Look(NamedTuple):
    """What a style says: classes of the page's style, and attributes."""

    classes: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]


class _Writer:
    """Writes matplotlib's elements anew: no style, no id that is not used, no decimals."""

    def __init__(self, id: str, words: list[str], bold: set[int]) -> None:
        self._id, self._words, self._bold = id, words, bold
        self._ids: dict[str, str] = {}

    def element(self, element: ElementTree.Element) -> str:
        """Write one element; "" for what a page does not need."""
        name = element.tag.removeprefix(_SVG)
        if name == "text":
            return self._text(element)
        if name in ("metadata", "style"):
            return ""
        inner = "".join(self.element(child) for child in element)
        if name == "g" and not element.get("transform"):
            return inner
        if name == "defs":
            return f"<defs>{inner}</defs>" if inner else ""
        if name == "use":
            look = _look(element.get("style", ""))
            place = f' x="{_short(element.get("x", "0"))}" y="{_short(element.get("y", "0"))}"'
            return f'<use href="#{self._named(element.get(_HREF, "")[1:])}"{place}{_written(look)}/>'
        if name == "path":
            return self._path(element)
        raise AssertionError(f"matplotlib wrote <{name}>")

    def _path(self, element: ElementTree.Element) -> str:
        look = _look(element.get("style", ""))
        shape = _short(" ".join(element.get("d", "").split()))
        if id := element.get("id"):  # a mark: what uses it says how it looks
            return f'<path id="{self._named(id)}" d="{shape}"/>'
        return f'<path d="{shape}"{_written(look)}/>' if shape else ""

    def _text(self, element: ElementTree.Element) -> str:
        found = _WORD.fullmatch(element.text or "")
        assert found is not None
        nth = int(found[1])
        look = _look(element.get("style", ""))
        if nth in self._bold:
            look = look._replace(classes=(*look.classes, "b"))
        place = (
            f' x="{_short(element.get("x", "0"))}" y="{_short(element.get("y", "0"))}"'
        )
        return f"<text{place}{_written(look)}>{escape(self._words[nth])}</text>"

    def _named(self, id: str) -> str:
        return self._ids.setdefault(id, f"{self._id}-{len(self._ids)}")


@functools.cache
def _look(style: str) -> _Look:
    classes, attributes = [], []
    for declaration in filter(None, style.split(";")):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name in ("fill", "stroke") and value in _ROLES:
            classes.append(f"{name[0]}-{_ROLES[value]}")
        elif name in ("fill", "stroke", "stroke-dasharray") and value == "none":
            classes += [f"{name[0]}-none"] if name != "stroke-dasharray" else []
        elif name in _KEPT:
            attributes.append((name, _short(value.replace("px", ""))))
    return _Look(tuple(classes), tuple(attributes))


_KEPT = {"stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "text-anchor"}


def _written(look: _Look) -> str:
    classes = f' class="{" ".join(look.classes)}"' if look.classes else ""
    return classes + "".join(f' {name}="{value}"' for name, value in look.attributes)


def _short(text: str) -> str:
    return _NUMBER.sub(lambda m: f"{float(m[0]):.1f}".replace(".0", ""), text)
