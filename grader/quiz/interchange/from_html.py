"""Markdown from the texts of other programs: HTML, and words that are not Markdown."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from grader.quiz.bounds import MAX_TEXT
from grader.quiz.interchange.markup import fenced

_LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:[a-zA-Z]{2,10}|#[0-9]{1,6});")
# What Markdown would take for a mark: anywhere, and at the start of a line.
_MARKS = re.compile(
    r"[\\`*_]|<(?=[A-Za-z/!?])|&(?=[A-Za-z#])|\](?=[(:\[])"
    r"|^(?:[>|]|#(?=[#\s]|$)|-(?=[-\s]|$)|\+(?=\s|$)|=(?=[=\s]|$)|~(?=~)|:(?=-)"
    r"|[0-9]{1,9}[.)](?=\s|$))",
    re.M,
)
_AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
_SILENT = frozenset({"span", "font", "u", "small", "big", "center", "section", "html",
                     "body", "article", "sub", "sup", "a", "label"})  # fmt: skip
_PARAGRAPH = frozenset({"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote"})


def literal(text: str) -> str:
    """Write words as Markdown that shows them as they are."""
    text = "\n".join(row.strip() for row in text.strip().split("\n"))
    return _MARKS.sub(lambda mark: f"{mark[0][:-1]}\\{mark[0][-1]}", text)


def looks_like_html(text: str) -> bool:
    """Whether a text has tags or entities in it."""
    return bool(_LOOKS_LIKE_HTML.search(text))


def markdown(text: str) -> tuple[str, list[str]]:
    """Turn simple HTML into Markdown.

    Returns
    -------
    str
    list of str
        Tags that have no place in a quiz, each once; what they hold stays.
    """
    if len(text) > MAX_TEXT:
        return text, []  # refused by its length; to take it apart could take hours
    page = _Page()
    page.feed(text)
    page.close()
    return page.markdown(), page.lost


class _Page(HTMLParser):
    """Collects Markdown while HTML goes by; never fails."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lost: list[str] = []
        self._parts: list[str] = []
        self._code: list[str] | None = None
        self._inline = False

    def markdown(self) -> str:
        """Return what was collected, with at most one empty line in a row."""
        self._end_code()
        text = "".join(self._parts)
        rows = [row.rstrip() for row in text.split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()

    def handle_starttag(
        self,
        tag: str,
        attrs: list[tuple[str, str | None]],  # noqa: ARG002  (the base class passes it)
    ) -> None:
        if self._code is not None:
            if tag == "br":
                self._code.append("\n")
        elif tag == "pre":
            self._code = []
        elif tag in _AROUND:
            self._inline = _AROUND[tag] == "`"
            self._parts.append(_AROUND[tag])
        elif tag == "br":
            self._parts.append("\n\n")
        elif tag == "li":
            self._parts.append("\n- ")
        elif tag in _PARAGRAPH:
            self._parts.append("\n\n")
        elif tag not in _SILENT and tag not in self.lost:
            self.lost.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self._end_code()
        elif self._code is None and tag in _AROUND:
            self._inline = False
            self._parts.append(_AROUND[tag])
        elif self._code is None and tag in _PARAGRAPH:
            self._parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if self._code is not None:
            self._code.append(data)
        elif self._inline:
            self._parts.append(" ".join(data.split()))
        else:
            words = re.sub(r"\s+", " ", data)
            head = " " if words.startswith(" ") else ""
            tail = " " if words.endswith(" ") and words.strip() else ""
            self._parts.append(head + literal(words) + tail)

    def _end_code(self) -> None:
        if self._code is not None:
            block = fenced("".join(self._code).strip("\n"), "")
            self._code = None
            self._parts.append(f"\n\n{block}\n\n")
