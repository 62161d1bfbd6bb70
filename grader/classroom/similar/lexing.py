"""Cut hostile text into Python's words in linear time, without Python's parser.

Copies are looked for in the trusted process, where nothing of a learner's may be
parsed: `ast` and `tokenize` have crashed interpreters on deep nesting and NUL bytes, and
a confined worker for each of a thousand files would cost more than all the comparing.
Words are all that is needed here, and one regular expression finds them.  Every
alternative of it takes at least one character and gives nothing back (possessive
repeats), so that the work grows with the length whatever the text is; nothing recurses.
What is wrongly cut (a quote within an f-string's braces) is cut the same way in a copy.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

MAX_WORDS = 20_000
"""Words of a file that are compared; an exercise's solution has some hundreds."""

_WORD = re.compile(
    r"""
    (?P<space> [ \t\f\0]++ | \\\n )
  | (?P<comment> (?: \#[^\n]*+ \n? [\s\0]*+ )++ )
  | (?P<newline> \n [\s\0]*+ )
  | (?P<string> [rbfuRBFU]{0,2}
        (?: \"{3} (?: [^"\\] | \\. | "(?!"") )*+ (?: \"{3} | \\? \Z )
          | '{3} (?: [^'\\] | \\. | '(?!'') )*+ (?: '{3} | \\? \Z )
          | "(?: [^"\\\n] | \\. )*+ "?
          | '(?: [^'\\\n] | \\. )*+ '? ) )
  | (?P<number> (?: \d | \.\d ) (?: [\w.] | (?<=[eE]) [+-] )*+ )
  | (?P<name> \w++ )
  | (?P<op> \*\*= | //= | >>= | <<= | \.\.\. | [-+*/%@&|^=!<>:]= | -> | \*\* | // | << | >>
        | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


class Word(NamedTuple):
    """A name, number, string or operator, and where it stands in the text."""

    kind: str
    text: str
    start: int
    end: int


class Statement(NamedTuple):
    """The words up to a line's end outside of brackets, and how far in they stand."""

    indent: int
    words: list[Word]


def text_of(content: bytes) -> str:
    """Read a file as text, whatever it holds; every line ends with a line feed.

    What is no UTF-8 becomes the replacement character; UTF-16 is read where the file
    says so.
    """
    for bom, name in _BOMS:
        if content.startswith(bom):
            text = content[len(bom) :].decode(name, "replace")
            break
    else:
        text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def statements(text: str, limit: int = MAX_WORDS) -> tuple[list[Statement], bool]:
    """Cut a text into statements; comments and white space are left out.

    Returns
    -------
    statements : list of Statement
    whole : bool
        Whether the text ended before `limit` words of any kind were seen.
    """
    found: list[Statement] = []
    words: list[Word] = []
    indent = depth = 0
    for count, match in enumerate(_WORD.finditer(text)):
        if count >= limit:
            break
        kind, part = match.lastgroup or "op", match[0]
        ends = kind in ("newline", "comment") and "\n" in part
        if depth == 0 and (ends or part == ";"):
            if words:
                found.append(Statement(indent, words))
                words = []
            if ends:
                indent = len(part) - part.rindex("\n") - 1
        elif kind not in ("space", "comment", "newline"):
            if kind == "name" and not part.isascii():
                part = unicodedata.normalize("NFKC", part)  # as Python reads names
            words.append(Word(kind, part, *match.span()))
            depth = max(0, depth + (part in _OPENING) - (part in _CLOSING))
    else:
        return [*found, Statement(indent, words)] if words else found, True
    return [*found, Statement(indent, words)] if words else found, False
