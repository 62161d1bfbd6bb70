"""Draw the figure of a `plot` item: from data, the same on every run."""

from __future__ import annotations

import contextlib
import io
import math
import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from grader.quiz.compute import ExpressionError
from grader.quiz.expression import expression
from grader.quiz.model import Curve, Figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

STYLES = ("-", "--", "-.", ":")
COLOURS = ("#0b5394", "#b45f06", "#38761d", "#741b47", "#000000")
SIZE_IN = (6.0, 3.6)
LARGEST = 1e100
"""What is drawn; beyond it, sums of two places may leave the numbers."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def points(figure: Figure) -> list[float]:
    """Return the places along x at which curves are computed."""
    start, count = figure.x.start, figure.x.points
    step = (figure.x.to - start) / (count - 1)
    return [start + i * step for i in range(count - 1)] + [figure.x.to]


def heights(curve: Curve, places: list[float]) -> list[float]:
    """Compute a curve; NaN, a gap, where it has no value.

    Raises
    ------
    ExpressionError
        When it is no formula over x.
    """
    formula = expression(curve.y, ("x",))
    found = []
    for x in places:
        try:
            y = float(formula.value({"x": x}))
        except (ExpressionError, OverflowError):
            y = math.nan
        found.append(y if abs(y) <= LARGEST else math.nan)
    return found


def svg(figure: Figure, id: str) -> str:
    """Draw a figure.

    Parameters
    ----------
    id : str
        Of the item: makes the ids inside the picture unique on a page.

    Returns
    -------
    str
        One ``<svg>`` element with its text as text, named and described for
        those who cannot see it by title and ``alt``.
    """
    written = io.StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with _drawn(figure, id) as canvas:
        canvas.savefig(written, format="svg", metadata=nothing)
    return _described(written.getvalue(), figure, id)


def png(figure: Figure) -> bytes:
    """Draw a figure for programs that do not take SVG."""
    written = io.BytesIO()
    with _drawn(figure, "") as canvas:
        canvas.savefig(written, format="png", dpi=120, metadata={"Software": None})
    return written.getvalue()


@contextlib.contextmanager
def _drawn(figure: Figure, id: str) -> Iterator[Canvas]:
    import matplotlib as mpl
    from matplotlib.figure import Figure as Canvas

    defaults = {k: v for k, v in mpl.rcParamsDefault.items() if "backend" not in k}
    own = {"svg.fonttype": "none", "svg.hashsalt": id, "font.size": 11.0}
    # The learner's own matplotlibrc must not change what is asked.
    with mpl.rc_context(defaults | own):  # type: ignore[arg-type]  # keys are rc names
        canvas = Canvas(figsize=SIZE_IN, layout="constrained")
        axes = canvas.add_subplot()
        places = points(figure)
        for i, curve in enumerate(figure.curves):
            axes.plot(
                places,
                heights(curve, places),
                linestyle=STYLES[i % len(STYLES)],
                color=COLOURS[i % len(COLOURS)],
                linewidth=2.0,
                label=_plain(curve.label) or f"_{i}",
            )
        axes.axhline(0.0, color="#666666", linewidth=0.8, zorder=0)
        if figure.x.start < 0 < figure.x.to:
            axes.axvline(0.0, color="#666666", linewidth=0.8, zorder=0)
        axes.grid(visible=True, color="#dddddd", linewidth=0.6)
        axes.set(
            title=_plain(figure.title),
            xlabel=_plain(figure.xlabel),
            ylabel=_plain(figure.ylabel),
        )
        if any(curve.label for curve in figure.curves):
            axes.legend()
        yield canvas


def _plain(text: str) -> str:
    """Keep matplotlib from reading a text in its own ways."""
    text = _NO_XML.sub("", text).replace("$", r"\$")  # dollars: mathematics
    return f" {text}" if text.startswith("_") else text  # "_": not in the legend


def _described(text: str, figure: Figure, id: str) -> str:
    """Take the element out of the document and say what it shows."""
    start = text.index("<svg")
    end = text.index(">", start)
    texts = (figure.title.strip() or "Figure", figure.alt.strip())
    title, alt = (escape(_NO_XML.sub("", text)) for text in texts)
    name = escape(f"figure-{id}", quote=True)
    # Groups are numbered from 1 in every picture; a page holds several.
    inside = text[end + 1 :].rstrip().replace('<g id="', f'<g id="{name}-')
    return (
        f'{text[start:end]} role="img" aria-labelledby="{name}-title {name}-desc">\n'
        f' <title id="{name}-title">{title}</title>\n'
        f' <desc id="{name}-desc">{alt}</desc>{inside}\n'
    )
