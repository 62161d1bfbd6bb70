"""Markdown as the HTML, or the plain words, that other programs show."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_KEPT = {"a": ("href",), "img": ("src", "alt"), "code": ("class",)}
_LANGUAGE = "python"
# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable("table")


def html(text: str) -> str:
    """Write Markdown as HTML that is well-formed XML, too.

    HTML in the text is shown literally, code and formulas as they stand. Of
    attributes only those are written that every format allows.
    """
    parser = _parser()
    tokens = parser.parse(writable(text))
    for token in tokens:
        _simplify(token)
    if len(tokens) == 3 and tokens[0].type == "paragraph_open":
        tokens = tokens[1:2]  # one paragraph needs no element of its own
    written: str = parser.renderer.render(tokens, parser.options, {})
    return written.strip()


def blocks(text: str) -> str:
    """Write Markdown as HTML that consists of blocks only, as a page does."""
    parser = _parser()
    tokens = parser.parse(writable(text))
    for token in tokens:
        _simplify(token)
    written: str = parser.renderer.render(tokens, parser.options, {})
    return written.strip()


def plain(text: str) -> str:
    """Leave out the marks of Markdown: for menus, which show letters only."""
    words = [_words(token) for token in _parser().parse(text)]
    return " ".join(" ".join(words).split())


def fenced(code: str, language: str = _LANGUAGE) -> str:
    """Put code into Markdown as a block that it cannot end itself."""
    longest = max(map(len, re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{code.rstrip()}\n{fence}"


def writable(text: str) -> str:
    """Put the sign for an unknown character in the place of what XML refuses."""
    return _UNWRITABLE.sub("\ufffd", text)


def _simplify(token: Token) -> None:
    kept = _KEPT.get(token.tag, ())
    token.attrs = {k: v for k, v in token.attrs.items() if k in kept}
    for child in token.children or ():
        _simplify(child)


def _words(token: Token) -> str:
    if token.children:
        return "".join(_words(child) for child in token.children)
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content
