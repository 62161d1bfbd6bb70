"""One self-contained HTML file: what every page of the platform is made with.

A page names nothing outside itself: its one style and its one script stand in it,
allowed by their hashes, and its policy forbids everything else.  Texts are whatever
somebody wrote: `clean` makes them visible, jinja2 escapes them, and `<bdi>` keeps
their direction to themselves.
"""

from __future__ import annotations

import base64
import datetime
import functools
import hashlib
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sized

    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"

LONGEST_LABEL = 120
"""Characters of a name or a title; longer ones are cut."""

LONGEST_TEXT = 3000
"""Characters of a message, an answer or a question; longer ones are cut."""

# What nobody would see, or what turns around the text after it: C0 but tab and line
# feed, C1, marks of direction, of lines, of language.  Joiners stay: scripts need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
# Half a character, and what stands for none: no file in UTF-8 should hold them.
_NOT_A_CHARACTER = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# A letter with more marks than any script puts on one would climb over other lines.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_TOWER = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
_CODE = re.compile(r"`([^`\n]+)`")
_SLUG = re.compile(r"[a-z][a-z0-9_-]{0,60}")
_EXERCISE = re.compile(r"ex\d{2,4}")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?", re.DOTALL)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


# -- texts ---------------------------------------------------------------------


def clean(text: str) -> str:
    r"""Make every character of a text visible, and fit for a file in UTF-8.

    Control characters and marks of direction are written as Python writes them
    (``\x1b``, ``\u202e``); what is no character becomes U+FFFD, and a letter keeps
    at most four of its marks.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _NOT_A_CHARACTER.sub("\ufffd", text.replace("\r\n", "\n"))
    text = _TOWER.sub(r"\1", text)
    return _INVISIBLE.sub(lambda m: m[0].encode("unicode_escape").decode(), text)


def cut(text: str, longest: int = LONGEST_LABEL) -> str:
    """Shorten a text to at most `longest` characters, the last an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def label(text: str, longest: int = LONGEST_LABEL) -> str:
    """Give a name or a title on one line, for an attribute or a figure."""
    return cut(clean(" ".join(text.split())), longest)


@functools.lru_cache(1024)  # the pages of a class say the same again and again
def foreign(text: str, longest: int = LONGEST_LABEL) -> Markup:
    """Mark up a name or a title: one line, its direction its own, code as code."""
    return Markup("<bdi>{}</bdi>").format(_with_code(label(text, longest)))


@functools.lru_cache(1024)
def prose(text: str, longest: int = LONGEST_TEXT) -> Markup:
    """Mark up a text of several lines, whose element sets ``dir="auto"``."""
    return _with_code(cut(clean(text.strip("\n")), longest))


def code(text: str, longest: int = LONGEST_TEXT) -> Markup:
    """Mark up a line of a program, in which every character counts."""
    return escape(cut(clean(text), longest))


def _with_code(text: str) -> Markup:
    parts = _CODE.split(text)  # what stands between backticks comes at odd places
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if i % 2 else escape(part)
        for i, part in enumerate(parts)
    )


# -- numbers and dates -----------------------------------------------------------


def number(value: float) -> str:
    """Write a number with two decimals at most."""
    if not math.isfinite(value):
        return "–"
    if abs(value) >= 1e6:
        return f"{value:.3g}"
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "0", value == 0)


def percent(share: float) -> str:
    """Write a share as whole percent."""
    return f"{share * 100:.0f}\u00a0%" if math.isfinite(share) else "–"


def share(part: float, whole: float) -> float:
    """Give part of whole in [0, 1]; 0 of nothing."""
    if not (math.isfinite(part) and math.isfinite(whole)) or whole <= 0:
        return 0.0
    return min(max(part / whole, 0.0), 1.0)


def date(text: str) -> str:
    """Give the date of a moment, YYYY-MM-DD; "" where there is none."""
    found = _DATE.fullmatch(text)
    if found is None:
        return ""
    try:
        return datetime.date.fromisoformat(found[1]).isoformat()
    except ValueError:
        return ""


def day(text: str) -> str:
    """Write the date of a moment as people do: 21 Nov 2026."""
    iso = date(text)
    if not iso:
        return label(text, 24)
    year, month, day = iso.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


def plural(count: float, one: str, many: str = "") -> str:
    """Write a number with its noun: 1 attempt, 2 attempts."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def listed(parts: list[str]) -> str:
    """Join with commas and a last "and"."""
    *most, last = parts or [""]
    return f"{', '.join(most)} and {last}" if most else last


# -- places in a page ------------------------------------------------------------


def anchor(kind: str, id: str) -> str:
    """Give the id of the element that is about this kind of thing with this id.

    An exercise's is its own, so that ``#ex03`` leads to it.
    """
    if kind == "exercise" and _EXERCISE.fullmatch(id):
        return id
    digest = hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}-{id if _SLUG.fullmatch(id) else f'x{digest[:10]}'}"


# -- the page ---------------------------------------------------------------------


class Assets(NamedTuple):
    """The style and the script of a page, and the policy that allows just them.

    A page without a script has an empty one, which its template leaves out.
    """

    style: Markup
    script: Markup
    policy: str


@functools.cache
def assets(style: str = "page.css", script: str | None = "page.js") -> Assets:
    """Read a style and a script out of ``templates/``."""
    css = (TEMPLATES / style).read_text("utf-8")
    code = (TEMPLATES / script).read_text("utf-8") if script else ""
    allowed = f"script-src {_hash(code)}; " if script else ""
    policy = (
        f"default-src 'none'; style-src {_hash(css)}; {allowed}"
        "base-uri 'none'; form-action 'none'"
    )
    return Assets(Markup(css), Markup(code), policy)  # noqa: S704 (files of ours)


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: tuple[Callable[..., object], ...] = (
        foreign, prose, code, label, number, percent, date, day, plural, listed,
    )  # fmt: skip
    made.filters |= {one.__name__: one for one in filters}
    made.globals |= {"share": share, "some": some, "anchor": anchor}
    return made


def _shown(value: object) -> object:
    if isinstance(value, Markup):
        return value
    return clean(value) if isinstance(value, str) else value


def some(things: Sized, one: str, many: str = "") -> str:
    """Write how many things there are, with their noun."""
    return plural(len(things), one, many)


def render(
    template: str,
    *,
    sheet: str = "page.css",
    code: str | None = "page.js",
    **context: object,
) -> str:
    """Fill a template.

    Parameters
    ----------
    template : str
        Its name in ``templates/``.
    sheet, code : str
        The names of its style and its script; no script where `code` is None.
    **context
        What it names; a text is escaped wherever it stands.

    Returns
    -------
    str
        The page, which UTF-8 can encode; the same for the same context.
    """
    return str(fill(template, **context, **assets(sheet, code)._asdict()))


def fill(template: str, **context: object) -> Markup:
    """Fill the template of a part of a page; a text is escaped wherever it stands."""
    filled = _environment().get_template(template).render(**context)
    return Markup(filled)  # noqa: S704 (escaped by the template)
