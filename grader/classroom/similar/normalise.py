"""Say what a file does in words that renaming and reformatting do not change.

- A name that the file itself binds (a variable, a parameter, a function, an attribute
  that it assigns) can be changed at will: only its role is kept, and how many words ago
  the same name stood.  A name that the file does not bind (``len``, ``.sum``) cannot be
  changed without breaking the file: it is kept.
- What comes from an imported module is kept without the module: ``np.exp``, ``xp.exp``
  and ``exp`` after ``from numpy import exp`` are one word.
- Numbers are one word, and so are strings; keyword arguments are, too.
- Imports, comments, docstrings, annotations, colons that open a block, brackets that
  only group and trailing commas are left out.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from grader.classroom.similar.lexing import Statement, Word, statements

_KEYWORDS = frozenset(keyword.kwlist)
_HEADS = frozenset(
    "if elif else for while try except finally with def class async".split()
)
_AFTER = frozenset("=,")
_ASSIGN = frozenset("+= -= *= /= //= %= @= &= |= ^= >>= <<= **= =".split())
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


class Token(NamedTuple):
    """One word as it is compared, and where it stands in the text.

    `same` is the name that it stands for, where it was free to be another one.
    """

    code: str
    same: str
    start: int
    end: int


class Bound(NamedTuple):
    """The names that a file binds."""

    names: set[str]
    functions: set[str]
    attributes: set[str]
    modules: set[str]
    imported: dict[str, str]


def tokens(text: str) -> tuple[list[Token], bool]:
    """Give the words of a file as they are compared, in the file's order.

    Returns
    -------
    tokens : list of Token
    whole : bool
        False where the file is too long and only its beginning was read.
    """
    cut, whole = statements(text)
    found = [part for statement in cut for part in _blocks(statement)]
    kept = [s for s in found if not _says_nothing(s.words)]
    bound = _bound(found)
    return [t for s in kept for t in _tokens(_bare(s.words), bound)], whole


def _blocks(statement: Statement) -> Iterator[Statement]:
    """Set what stands in the line of a block's head apart, as in ``if x: return``."""
    indent, words = statement
    while words[0].text in _HEADS:
        end = _end_of_head(words)
        if end + 1 >= len(words):
            break
        yield Statement(indent, words[: end + 1])
        indent, words = indent + 1, words[end + 1 :]
    yield Statement(indent, words)


def _end_of_head(words: list[Word]) -> int:
    """Find the colon that opens a block; the last word where there is none."""
    depth = lambdas = 0
    for i, word in enumerate(words):
        depth += (word.text in _OPENING) - (word.text in _CLOSING)
        if depth == 0 and word.text == "lambda":
            lambdas += 1
        elif depth == 0 and word.text == ":":
            if not lambdas:
                return i
            lambdas -= 1
    return len(words) - 1


def _says_nothing(words: list[Word]) -> bool:
    """Whether this is an import, or a text that stands for itself."""
    return words[0].text in ("import", "from") or all(w.kind == "string" for w in words)


# -- what a file binds --------------------------------------------------------


def _bound(found: list[Statement]) -> Bound:
    bound = Bound(set(), set(), set(), set(), {})
    blocks: list[tuple[int, bool]] = []  # how far in, and whether it is a class
    for indent, words in found:
        while blocks and blocks[-1][0] >= indent:
            blocks.pop()
        of_class = bool(blocks) and blocks[-1][1]
        texts = [w.text for w in words]
        if texts[0] in ("import", "from"):
            _imports(texts, bound)
            continue
        for i in _targets(words):
            dotted = i > 0 and texts[i - 1] == "."
            if dotted or of_class:
                bound.attributes.add(texts[i])
            if not dotted:
                bound.names.add(texts[i])
        bound.names.update(_inner(words))
        for i, (one, name) in enumerate(pairwise(texts[:3])):
            if one in ("def", "class"):
                (bound.attributes if of_class else bound.functions).add(name)
                blocks.append((indent, one == "class"))
                bound.names.update(_parameters(words[i + 2 :]))
                break
    bound.names.difference_update(_KEYWORDS)
    return bound


def _imports(texts: list[str], bound: Bound) -> None:
    """Note what an import binds: ``import a.b as c``, ``from a import b as c``."""
    plain = texts[0] == "import"
    names = texts[1:] if plain else texts[texts.index("import") + 1 :] if (
        "import" in texts
    ) else []  # fmt: skip
    part: list[str] = []
    for text in [*names, ","]:
        if text != ",":
            part += [text] if text not in "()" else []
            continue
        if part and plain:
            bound.modules.add(part[-1] if "as" in part else part[0])
        elif part:
            bound.imported[part[-1]] = part[0]
        part = []


def _targets(words: list[Word]) -> Iterator[int]:
    """Find the names and attributes that a statement assigns to."""
    depth, last = 0, 0
    for i, word in enumerate(words):
        depth += (word.text in _OPENING) - (word.text in _CLOSING)
        if depth == 0 and word.text in _ASSIGN:
            last = i
        elif depth == 0 and word.text == ":":  # a block begins, or an annotation
            last = 0 if words[0].text in _KEYWORDS else last or i
            break
    calls: list[bool] = []
    for i, word in enumerate(words[:last]):
        if word.text in _OPENING:
            calls.append(i > 0 and _is_value(words[i - 1]))
        elif word.text in _CLOSING and calls:
            calls.pop()
        elif word.kind == "name" and not any(calls) and words[i + 1].text not in ".([":
            yield i


def _inner(words: list[Word]) -> Iterator[str]:
    """Find what loops, comprehensions, lambdas, ``as`` and ``:=`` bind."""
    mode = ""
    for i, word in enumerate(words):
        text = word.text
        before = words[i - 1].text if i else ""
        after = words[i + 1].text if i + 1 < len(words) else ""
        if text in ("for", "lambda"):
            mode = text
        elif text == ("in" if mode == "for" else ":"):
            mode = ""
        elif word.kind == "name" and (
            before == "as" or after == ":="
            or (mode == "for" and before != "." and after not in ".([")
            or (mode == "lambda" and before in ("lambda", ",", "*", "**"))
        ):  # fmt: skip
            yield text


def _parameters(words: list[Word]) -> Iterator[str]:
    """Find the parameters in what follows a function's name."""
    depth = 0
    for i, word in enumerate(words):
        depth += (word.text in _OPENING) - (word.text in _CLOSING)
        if depth == 0:
            return
        before = words[i - 1].text if i else ""
        if depth == 1 and word.kind == "name" and before in ("(", ",", "*", "**"):
            yield word.text


# -- what is left of a statement ----------------------------------------------


def _bare(words: list[Word]) -> list[Word]:
    """Leave out annotations: of parameters, of what is returned, of a variable."""
    is_def = "def" in [w.text for w in words[:2]]
    if not is_def and words[0].text in _KEYWORDS:
        return words
    where = 1 if is_def else 0  # how deep in brackets the colon of one stands
    kept: list[Word] = []
    depth = lambdas = 0
    until = -1  # the depth at which the annotation that was begun ends
    for word in words:
        text = word.text
        depth -= text in _CLOSING
        if until >= 0 and (depth < until or (depth == until and text in _AFTER)):
            until = -1
        if until < 0 and depth == where and text == ":" and not lambdas:
            until = depth
        elif is_def and text == "->":
            until = 0
        elif until < 0:
            kept.append(word)
            lambdas += (text == "lambda") - (text == ":" and lambdas > 0)
            if not is_def and depth == 0 and text in _ASSIGN:
                where = -1  # what comes now is a value
        depth += text in _OPENING
    return kept


def _tokens(words: list[Word], bound: Bound) -> Iterator[Token]:
    open: list[str] = ["("]  # brackets; those of a call as "call"
    for i, word in enumerate(words):
        before = words[i - 1] if i else None
        after = words[i + 1] if i + 1 < len(words) else None
        code, same = word.text, ""
        if code in _OPENING:
            called = code == "(" and before is not None and _is_value(before)
            open.append("call" if called else code)
            code = code if called or code != "(" else ""
        elif code in _CLOSING:
            open[1:] = open[1:-1]
            code = ""
        elif code == ":":  # of a block or a lambda; it is kept in slices and tables
            code = "" if open[-1] in ("(", "call") else code
        elif code == ",":
            code = "" if after is None or after.text in _CLOSING else ","
        elif word.kind in ("number", "string"):
            code = f"<{word.kind}>"
        elif word.kind == "name" and code not in _KEYWORDS:
            given = after is not None and after.text == "=" and open[-1] == "call"
            code, same = _name(word, before, after, bound, given)
        elif code == "." and before is not None and before.text in bound.modules:
            code = ""
        if code:
            yield Token(code, same, word.start, word.end)


def _name(
    word: Word, before: Word | None, after: Word | None, bound: Bound, given: bool
) -> tuple[str, str]:
    """Say what is kept of a name, and the name itself where it was free."""
    name = word.text
    if name.startswith("__") and name.endswith("__"):
        return name, ""
    if before is not None and before.text == ".":
        if name in bound.attributes:
            return "<attribute>", f".{name}"
        return name, ""
    if given:
        return "<keyword>", ""
    if before is not None and before.text in ("def", "class"):
        return "<function>", name
    if name in bound.functions:
        return "<function>", name
    if name in bound.names:
        return "<name>", name
    if name in bound.modules and after is not None and after.text == ".":
        return "", ""
    return bound.imported.get(name, name), ""


def _is_value(word: Word) -> bool:
    """Whether a bracket after this word calls or indexes it, and does not group."""
    if word.kind == "name":
        return word.text not in _KEYWORDS
    return word.text in _CLOSING or word.kind == "string"
