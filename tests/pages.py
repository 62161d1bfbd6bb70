"""The pages of the documentation, taken apart: their fenced blocks and their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PAGES = tuple(
    str(page.relative_to(ROOT))
    for page in (
        ROOT / "README.md", ROOT / "quizzes/README.md",
        *sorted((ROOT / "docs").rglob("*.md")),
    )
)  # fmt: skip
"""Every page that a reader is sent to, tasks of the course apart."""

_FENCE = re.compile(
    r"^(?:`(?P<path>[\w/.-]+)`\n\n)?```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$",
    re.M | re.S,
)
_PROGRAM = re.compile(r"(learn|git|make|pip|python3?|pytest|cd|dask|rm|\.)(?=\s|$)")


class Block(NamedTuple):
    """One fenced block.

    Attributes
    ----------
    path : str or None
        The file that it is, where the line above says so.
    kind : str
        What stands behind the fence; none: command lines.
    """

    page: str
    line: int
    path: str | None
    kind: str
    body: str

    @property
    def name(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def commands(self) -> list[str]:
        """Its command lines, without what is said of them."""
        rows = [row for row in self.body.splitlines() if _PROGRAM.match(row)]
        return [re.split(r"\s{2,}| # | (?=a person's)", row)[0].strip() for row in rows]


def text_of(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def blocks(page: str) -> Iterator[Block]:
    """Give the fenced blocks of a page in their order."""
    text = text_of(page)
    for found in _FENCE.finditer(text):
        line = text.count("\n", 0, found.start("kind")) + 1
        yield Block(page, line, found["path"], found["kind"], found["body"])


def anchors(text: str) -> set[str]:
    """Give the anchors of a page's headings, as GitHub makes them."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    seen: dict[str, int] = {}
    for heading in re.findall(r"^#+ (.+)$", prose, re.M):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        name = re.sub(r"[^\w\- ]", "", plain).strip().replace(" ", "-")
        seen[name] = seen.get(name, -1) + 1
    return {f"{n}-{k}" if k else n for n, top in seen.items() for k in range(top + 1)}
