"""Render an explorer: the course's texts and scripts in the shell that all share.

A page is one file that loads nothing.  Its style and its one script stand in it,
allowed by their hashes.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grader.course import Course
from grader.errors import CourseError
from grader.model import Explorer

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"

MAX_KIB = 60
"""What a page may weigh; a linter's matter, not a limit of the format."""

DRAWS = re.compile(r"\b(chart|ticks|tenTo)\(")
"""What of `chart.js` a script may call; without that, its page goes without a chart."""

MARKER = '<meta name="generator" content="learn explore">'


class Link(NamedTuple):
    """An exercise that a page leads to."""

    id: str
    title: str
    address: str


def render(course: Course, explorer: Explorer, up: str = "..") -> str:
    """Render one page; the same course gives the same bytes.

    Parameters
    ----------
    up : str
        The way from the page's folder to the one that holds ``exercises/``.

    Raises
    ------
    CourseError
        When a script cannot be read.
    """
    from markupsafe import Markup

    style = (TEMPLATES / "explorer.css").read_text("utf-8")
    script = _script(course, explorer)
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return _environment().get_template("explorer.html.jinja").render(
        course=course.file.title,
        e=explorer,
        exercises=_links(course, explorer, up),
        marker=Markup(MARKER),  # noqa: S704 (a constant of ours)
        policy=policy,
        style=Markup(style),  # noqa: S704 (a file of ours)
        script=Markup(script),  # noqa: S704 (the course's own, and it cannot end the element)
    )  # fmt: skip


def _script(course: Course, explorer: Explorer) -> str:
    parts = []
    for name in explorer.scripts:
        file = course.explorers_folder / name
        try:
            if file.parent != course.explorers_folder:
                raise OSError(0, "a script is a file beside explorers.yaml")
            parts.append(file.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is no UTF-8"
            raise CourseError(
                f"a script of the explorer {explorer.id} cannot be read: {why}",
                where=str(file),
                fix="correct `scripts` in explorers.yaml, or bring the file back",
            ) from error
        if "</script" in parts[-1].lower() or "<!--" in parts[-1]:
            raise CourseError(
                "a script would end the element that it stands in",
                where=str(file),
                fix="write '</script' and '<!--' in two pieces",
            )
    tools = (
        ("shell.js", "chart.js") if DRAWS.search("\n".join(parts)) else ("shell.js",)
    )
    shared = [(TEMPLATES / name).read_text("utf-8") for name in tools]
    return "\n".join(_lean([*shared, *parts]))


def _lean(scripts: list[str]) -> Iterator[str]:
    """Give a script's lines without what only readers of its file need.

    Comments, blank lines and indentation go.  A text between backticks that goes over
    several lines stays as it is; a backtick that is itself part of a text would mislead
    this, so such a text has an even number of them.
    """
    for script in scripts:
        text = False
        for line in script.splitlines():
            bare = line.strip()
            if text or (bare and not bare.startswith("//")):
                yield line if text else line.lstrip()
                text ^= line.count("`") % 2 == 1


def _links(course: Course, explorer: Explorer, up: str) -> list[Link]:
    folders = course.folders
    return [
        Link(id, course.exercise(id).spec.title,
             f"{up}/exercises/{folders[id].name}/README.md")
        for id in explorer.exercises
        if id in folders
    ]  # fmt: skip


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _prose(text: str) -> Markup:
    """Mark up a text of the course: code between backticks, all else as it is."""
    from markupsafe import Markup, escape

    parts = " ".join(text.split()).split("`")
    if len(parts) % 2 == 0:  # a backtick without its fellow stands for itself
        return escape(" ".join(text.split()))
    code = Markup("<code>{}</code>")
    return Markup("").join(
        code.format(part) if i % 2 else escape(part) for i, part in enumerate(parts)
    )


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["prose"] = _prose
    return made
