"""Show Markdown on a terminal, or as text to be read aloud or piped.

Everything is wrapped at the width also where the output is no terminal: `less`
and a terminal's own folding, which a screen reader follows, break words in two.
What differs there is what has a shape on a screen only: a table is a record a
line, and code stands in backticks. Code and commands are never cut or marked
where they are too long for a line: they are there to be copied, and a mark
would be copied, and read aloud, with them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from grader.cli.encodable import encodable, fits
from grader.cli.maths import readable
from grader.cli.out import Out, plain
from grader.cli.tables import beside, records, told
from grader.cli.wrapping import Unit, Words, cells, fill, painted, width

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

Looks = frozenset[str]

_NARROWEST = 8  # cells, for text that is nested more deeply than the width allows


class Style(NamedTuple):
    """What the output can show.

    Parameters
    ----------
    color : bool
        Code is coloured, and bold and italic type used.
    linear : bool
        Nothing stands beside anything else.
    encoding : str
        What it lacks is spelled: see `encodable`.
    """

    color: bool = False
    linear: bool = False
    encoding: str = "utf-8"

    @property
    def unicode(self) -> bool:
        """Whether it has signs for formulas and lines."""
        return fits("ᵢ²√─│", self.encoding)

    def shown(self, text: str) -> str:
        """Write a line literally, with the characters there are."""
        return encodable(plain(text.replace("\n", " ")), self.encoding)


def render(text: str, out: Out) -> None:
    """Write Markdown to people."""
    for row in lines(text, out.width, Style(out.color, out.linear, out.encoding)):
        out.line(row)


def lines(text: str, room: int, style: Style) -> list[str]:
    """Lay Markdown out.

    Parameters
    ----------
    room : int
        Cells that a line may take. Only code and addresses take more.

    Returns
    -------
    list of str
        Lines without their ends. They hold no control characters but, with
        ``style.color``, those that switch colours.
    """
    from grader.cli.dialect import parse

    return _Page(style).blocks(parse(text.expandtabs(4)).children, room)


def phrase(text: str, room: int, style: Style) -> list[str]:
    """Lay out a short text: of one line, or blocks where it has several.

    On one line there are no blocks: ``> 0`` is no quotation and ``- 6`` no list.
    """
    text = text.strip()
    if "\n" in text:
        return lines(text, room, style)
    from grader.cli.dialect import parse_phrase

    return _Page(style).phrase(parse_phrase(text.expandtabs(4)), room)


class _Page:
    """Turns blocks into lines."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.ticks = style.linear or not style.color

    def blocks(
        self, nodes: list[SyntaxTreeNode], room: int, tight: bool = False
    ) -> list[str]:
        """Set blocks below each other, apart unless they are of a tight list."""
        room = max(room, _NARROWEST)
        rows: list[str] = []
        for node in nodes:
            block = self._block(node, room)
            if rows and block and not tight:
                rows.append("")
            rows += block
        return rows

    def phrase(self, node: SyntaxTreeNode, room: int) -> list[str]:
        """Set one paragraph."""
        return self._filled(self._words(node), room)

    def _block(self, node: SyntaxTreeNode, room: int) -> list[str]:
        match node.type:
            case "heading":
                return self._heading(node, room)
            case "paragraph":
                return self._filled(self._words(node), room)
            case "bullet_list" | "ordered_list":
                return self._list(node, room)
            case "fence" | "code_block":
                return self._code(node.content, room)
            case "blockquote":
                bar = "│ " if self.style.unicode else "> "
                inner = self.blocks(node.children, room - len(bar))
                return [(bar + row).rstrip() for row in inner]
            case "table":
                return self._table(node, room)
            case "formula_block":
                return self._formula(node.content, room)
            case "hr":
                return ["─" * room if self.style.unicode else "---"]
            case _:
                return self._literal(node.content, room)

    def _heading(self, node: SyntaxTreeNode, room: int) -> list[str]:
        section = node.tag in ("h1", "h2")
        looks = frozenset({"section" if section else "strong"})
        rows = fill(self._words(node, looks), room)
        shown = [painted(row, self.style.color) for row in rows]
        if section and self.ticks and not self.style.linear:
            mark = "=" if node.tag == "h1" else "-"
            shown.append(mark * max(map(cells, rows), default=0))
        return shown

    def _list(self, node: SyntaxTreeNode, room: int) -> list[str]:
        first = int(node.attrs.get("start", 1))
        count = len(node.children)
        paragraphs = [p for item in node.children for p in item.children]
        tight = all(p.hidden for p in paragraphs if p.type == "paragraph")
        rows: list[str] = []
        for number, item in enumerate(node.children, first):
            ordered = node.type == "ordered_list"
            marker = f"{number}{item.markup} " if ordered else "- "
            if ordered:
                marker = marker.rjust(len(f"{first + count - 1}. "))
            inner = self.blocks(item.children, room - len(marker), tight)
            if rows and not tight:
                rows.append("")
            for i, row in enumerate(inner or [""]):
                rows.append(f"{' ' * len(marker) if i else marker}{row}".rstrip())
        return rows

    def _code(self, content: str, room: int) -> list[str]:
        """Write code as it stands, indented as far as it fits."""
        rows = [self.style.shown(row) for row in content.rstrip("\n").split("\n")]
        indent = 4 if max(map(width, rows)) + 4 <= room else 2
        return [(" " * indent + row).rstrip() for row in rows]

    def _formula(self, content: str, room: int) -> list[str]:
        rows: list[str] = []
        for line in readable(content, self.style.unicode).split("\n"):
            words = Words()
            words.whole(self.style.shown(line))
            rows += self._filled(words.units, room, "    ", "      ")
        return rows

    def _literal(self, content: str, room: int) -> list[str]:
        """Write what is shown as its author wrote it: HTML."""
        rows: list[str] = []
        for line in content.rstrip("\n").split("\n"):
            words = Words()
            words.text(self.style.shown(line))
            rows += self._filled(words.units, room) or [""]
        return rows

    def _filled(
        self, units: list[Unit], room: int, indent: str = "", hang: str = ""
    ) -> list[str]:
        rows = fill(units, max(room - max(len(indent), len(hang)), _NARROWEST))
        color = self.style.color
        return [(hang if i else indent) + painted(r, color) for i, r in enumerate(rows)]

    def _table(self, node: SyntaxTreeNode, room: int) -> list[str]:
        head, *body = [tr for part in node.children for tr in part.children]
        names = [self._words(th, frozenset({"strong"})) for th in head.children]
        values = [[self._words(td) for td in tr.children] for tr in body]
        if self.style.linear:
            rows = told(names, values, room)
        else:
            sides = [str(th.attrs.get("style", "")) for th in head.children]
            rule = "─" if self.style.unicode else "-"
            rows = beside(names, values, sides, rule, room)
            rows = rows or records(names, values, room)
        return [painted(row, self.style.color).rstrip() for row in rows]

    def _words(self, node: SyntaxTreeNode, looks: Looks = frozenset()) -> list[Unit]:
        words = Words()
        self._inside(words, node, looks)
        return words.units

    def _inside(self, words: Words, node: SyntaxTreeNode, looks: Looks) -> None:
        for child in node.children:
            self._inline(words, child, looks)

    def _inline(self, words: Words, node: SyntaxTreeNode, looks: Looks) -> None:
        match node.type:
            case "inline":
                self._inside(words, node, looks)
            case "em":
                self._inside(words, node, looks | {"emphasis"})
            case "strong":
                self._inside(words, node, looks | {"strong"})
            case "softbreak":
                words.space()
            case "hardbreak":
                words.line_break()
            case "code_inline":
                words.whole(self._quoted(node.content), looks | {"code"})
            case "formula":
                text = readable(node.content, self.style.unicode).replace("\n", "; ")
                words.whole(self.style.shown(text), looks)
            case "link":
                self._link(words, node, looks)
            case "image":
                about = node.content or str(node.attrs.get("src", ""))
                words.text(self.style.shown(f"[image: {about}]"), looks)
            case _:
                words.text(self.style.shown(node.content), looks)

    def _quoted(self, code: str) -> str:
        """Give code the marks that tell it from the words around it."""
        code = self.style.shown(code)
        if not self.ticks:
            return code
        longest = max(map(len, re.findall("`+", code)), default=0)
        room = " " if code.startswith("`") or code.endswith("`") else ""
        return f"{'`' * (longest + 1)}{room}{code}{room}{'`' * (longest + 1)}"

    def _link(self, words: Words, node: SyntaxTreeNode, looks: Looks) -> None:
        """Write a link's text, and its address where that says more."""
        address = str(node.attrs.get("href", ""))
        text = "".join(child.content for child in node.walk() if child.type == "text")
        if address in (text, f"mailto:{text}"):
            words.whole(self.style.shown(text), looks | {"address"})
            return
        self._inside(words, node, looks)
        if address and not address.startswith("#"):
            words.space()
            words.whole("(", looks)
            words.whole(self.style.shown(address), looks | {"address"})
            words.whole(")", looks)
