r"""Read a formula in LaTeX as text: ``\frac{\pi}{x_1 + 2}`` is π/(x₁ + 2).

Own code, since the libraries at hand give formulas that mean something else:
pylatexenc 2.11 makes ``1/1 + e^-z`` of ``\frac{1}{1+e^{-z}}``, unicodeit 0.7
has no fractions and makes ``≤ft(`` of ``\left(``, and flatlatex 0.15 drops all
spaces and refuses matrices. What is not known here stays as its author wrote it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from grader.cli.encodable import SUBSCRIPTS, SUPERSCRIPTS
from grader.cli.symbols import (
    ACCENTS,
    BARS,
    BIG,
    BLACKBOARD,
    CLOSING,
    FONTS,
    FUNCTIONS,
    LETTERS,
    OPENING,
    OPERATORS,
    PREFIXES,
    SILENT,
    SPACES,
    WORD_OF_ACCENT,
)

_DEEPEST = 40

_WORD = re.compile(r"\\(?:[A-Za-z]+|.)|\s+|.", re.DOTALL)
_SHORT = re.compile(rf"\d+|[^\W\d_][{''.join(SUBSCRIPTS.values())}]*")
_PLAIN_SCRIPT = re.compile(r"[A-Za-zͰ-Ͽ0-9′']*|\[[^\[\]]*\]|\([^()]*\)")
_ENVIRONMENT = re.compile(r"\s*\{([A-Za-z]+)\*?\}")
_LINES = frozenset("align aligned gather gathered split equation eqnarray".split())

_KINDS = (
    (PREFIXES, "prefix"), (LETTERS, "plain"), (OPERATORS, "operator"),
    (BIG, "function"), (SPACES, "space"), (OPENING, "open"), (CLOSING, "close"),
    (BARS, "bar"),
)  # fmt: skip
_KIND_OF_CHARACTER = {
    **dict.fromkeys("+-=<>,;:", "sign"), **dict.fromkeys("([", "open"),
    **dict.fromkeys(")]", "close"), "|": "bar",
}  # fmt: skip


class _Part(NamedTuple):
    """A piece of a formula: its text, and how it stands to its neighbours."""

    text: str
    kind: str = "plain"  # or as in _KINDS, space, sign, fraction, unknown


class _TooDeepError(Exception):
    """Nested more deeply than any formula that a person can read."""


def readable(latex: str, unicode: bool = True) -> str:
    r"""Write a formula as text.

    Parameters
    ----------
    latex : str
        Without the dollars around it.
    unicode : bool
        Whether raised and lowered letters, accents and √ can be shown. Without
        them it is ``x_1``, ``x^2``, ``y_hat`` and ``sqrt(x)``; signs such as ≤
        are for `encodable` to spell.

    Returns
    -------
    str
        Lines, where the formula has lines of its own (``\\`` or ``aligned``).
    """
    try:
        text = _Formula(latex, unicode).whole()
    except _TooDeepError:
        return latex.strip()
    rows = (re.sub(r" {2,}", "  ", row).strip() for row in text.split("\n"))
    return "\n".join(row for row in rows if row)


class _Formula:
    """Reads words from left to right, once."""

    def __init__(self, latex: str, unicode: bool) -> None:
        self.words = _WORD.findall(latex)
        self.at, self.depth, self.unicode = 0, 0, unicode

    def whole(self) -> str:
        return _joined(self._parts(frozenset()))

    def _peek(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def _next(self) -> str:
        word = self._peek()
        self.at += 1
        return word

    def _skip_spaces(self) -> None:
        while self._peek().isspace():
            self.at += 1

    def _argument(self) -> str:
        """Read what stands in braces, or the one thing that comes next."""
        self._skip_spaces()
        if self._peek() in ("", "}", "&", r"\end", r"\\"):
            return ""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _TooDeepError
        text = _joined([self._one()]).strip()
        self.depth -= 1
        return text

    def _verbatim(self) -> str:
        r"""Read the letters in braces as they stand, as `\text` wants them."""
        self._skip_spaces()
        if self._peek() != "{":
            return self._next()
        self.at += 1
        kept, open_braces = [], 1
        while self._peek():
            word = self._next()
            open_braces += (word == "{") - (word == "}")
            if not open_braces:
                break
            kept.append(word)
        return re.sub(r"\s+", " ", "".join(kept))

    def _parts(self, ends: frozenset[str]) -> list[_Part]:
        parts: list[_Part] = []
        while self._peek() and self._peek() not in ends:
            word = self._peek()
            if word in ("^", "_"):
                self.at += 1
                _attach(parts, self._script(word, self._argument()))
            else:
                parts.append(self._one())
        return parts

    def _one(self) -> _Part:
        word = self._next()
        if word == "{":
            inner = self._group()
            return _Part(_joined(inner), inner[0].kind if len(inner) == 1 else "plain")
        if word.startswith("\\") and len(word) > 1:
            return self._command(word[1:])
        if word.isspace() or word == "~":
            return _Part(" ", "space")
        if word == "'":
            return _Part("′" if self.unicode else "'")
        return _Part(word, _KIND_OF_CHARACTER.get(word, "plain"))

    def _group(self) -> list[_Part]:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _TooDeepError
        inner = self._parts(frozenset("}"))
        self.at += 1
        self.depth -= 1
        return inner

    def _command(self, name: str) -> _Part:
        for table, kind in _KINDS:
            if name in table:
                return _Part(table[name], kind)
        if name in FUNCTIONS:
            return _Part(name, "function")
        if name in SILENT:
            return self._silent()
        if name == "\\":
            return _Part("\n", "space")
        return self._with_arguments(name)

    def _silent(self) -> _Part:
        if self._peek() == ".":  # the invisible one of a pair of brackets
            self.at += 1
        return _Part("")

    def _with_arguments(self, name: str) -> _Part:
        if name in ("frac", "dfrac", "tfrac"):
            above, below = self._argument(), self._argument()
            if re.match(r"\d+[^\d.]", below):  # 1/2m would be read as half of m
                below = f"({below})"
            return _Part(f"{_held(above)}/{_held(below)}", "fraction")
        if name == "sqrt":
            return self._root()
        if name in ACCENTS:
            return self._accented(name)
        if name == "mathbb":
            letter = self._argument()
            return _Part(BLACKBOARD.get(letter, letter))
        if name in FONTS:
            kind = "function" if name == "operatorname" else "plain"
            return _Part(self._argument(), kind)
        if name in ("text", "mbox"):
            return _Part(self._verbatim())
        if name == "begin":
            return self._environment()
        given = ""
        while self._peek() == "{":
            given += "{" + self._verbatim() + "}"
        return _Part(f"\\{name}{given}", "unknown")

    def _root(self) -> _Part:
        if self._peek() == "[":
            self.at += 1
            degree = _joined(self._parts(frozenset("]")))
            self.at += 1
            return _Part(f"{_held(self._argument())}^(1/{degree})")
        inner = self._argument()
        if not self.unicode:
            return _Part(f"sqrt({inner})")
        return _Part(f"√{inner}" if _SHORT.fullmatch(inner) else f"√({inner})")

    def _accented(self, name: str) -> _Part:
        inner = self._argument()
        word = WORD_OF_ACCENT.get(name, name)
        if len(inner) != 1:
            return _Part(f"{word}({inner})")
        if self.unicode:
            return _Part(unicodedata.normalize("NFC", inner + ACCENTS[name]))
        return _Part(f"{inner}_{word}")

    def _environment(self) -> _Part:
        found = _ENVIRONMENT.match("".join(self.words[self.at :]))
        if found is None:
            return _Part("\\begin", "unknown")
        name = found[1]
        self._verbatim()
        if name == "array":
            self._verbatim()  # how its columns are aligned
        rows = self._rows()
        if name in _LINES:
            return _Part("\n".join("".join(row).strip() for row in rows))
        rows = [[cell.strip() for cell in row] for row in rows]
        if name == "cases":
            inner = "; ".join(", ".join(c.rstrip(",") for c in row) for row in rows)
            return _Part("{ " + inner + " }")
        inner = ", ".join(f"[{', '.join(row)}]" for row in rows)
        return _Part(f"[{inner}]")

    def _rows(self) -> list[list[str]]:
        """Read cells up to the end of the environment."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _TooDeepError
        rows: list[list[str]] = [[]]
        while self._peek():
            rows[-1].append(_joined(self._parts(frozenset(("&", r"\\", r"\end")))))
            end = self._next()
            if end == r"\\":
                rows.append([])
            elif end == r"\end":
                self._verbatim()
                break
        self.depth -= 1
        return [row for row in rows if any(cell.strip() for cell in row)]

    def _script(self, sign: str, text: str) -> str:
        """Raise or lower a text, with Unicode where it has every letter."""
        text = text.replace("⊤", "T")
        table = SUPERSCRIPTS if sign == "^" else SUBSCRIPTS
        tight = text.replace(" ", "")
        if sign == "^" and text and not text.strip("′'*∗"):
            return text
        if self.unicode and tight and all(c in table for c in tight):
            return "".join(table[c] for c in tight)
        return sign + (text if _PLAIN_SCRIPT.fullmatch(text) else f"({text})")


def _attach(parts: list[_Part], script: str) -> None:
    """Put a script to what it belongs to."""
    while parts and parts[-1].kind == "space" and "\n" not in parts[-1].text:
        parts.pop()
    if not parts:
        parts.append(_Part(script))
        return
    last = parts.pop()
    if last.kind == "fraction":
        last = _Part(f"({last.text})")
    # ∂² still takes hold of what follows; "∇_θ" is a word and wants its space.
    spelled = last.kind == "prefix" and script[:1] in ("^", "_")
    parts.append(_Part(last.text + script, "plain" if spelled else last.kind))


def _joined(parts: list[_Part]) -> str:
    """Set parts beside each other, with the spaces that reading needs."""
    text = ""
    kept = [part for part in parts if part.text]
    for i, part in enumerate(kept):
        piece, before, after = part.text, kept[:i], kept[i + 1 :]
        if part.kind == "space":
            if not text.endswith(piece) and not _swallows(before, after, piece):
                text += piece
        elif part.kind == "operator":
            text = text.rstrip(" ") + " " * bool(text.strip()) + piece + " "
        else:
            if part.kind == "fraction" and _is_a_factor(before, after):
                piece = f"({piece})"
            if text.endswith(" "):
                piece = piece.lstrip(" ")
            text += " " * _runs_into(text, part) + piece
            if part.kind == "function" and _is_word(after):
                text += " "
    return text


def _swallows(before: list[_Part], after: list[_Part], space: str) -> bool:
    """Whether a space is only how LaTeX ends a command, or pads a bracket."""
    if "\n" in space:
        return False
    left = before[-1].kind if before else "plain"
    right = after[0].kind if after else "plain"
    if left == "prefix":
        return right not in ("operator", "sign")
    return left in ("open", "operator") or right == "close"


def _runs_into(text: str, part: _Part) -> bool:
    """Whether a word or a spelled script would join what stands before it."""
    if not text:
        return False
    if part.kind == "function":
        return text[-1].isalnum() or text[-1] in ")]"
    return part.text[0].isalnum() and bool(re.search(r"[_^][A-Za-zͰ-Ͽ0-9]+$", text))


def _is_word(after: list[_Part]) -> bool:
    return bool(after) and after[0].kind != "space" and after[0].text[0].isalnum()


def _is_a_factor(before: list[_Part], after: list[_Part]) -> bool:
    """Whether something multiplies a fraction, on either side."""
    left = [p.kind for p in before if p.kind != "space"][-1:]
    right = [p.kind for p in after if p.kind != "space"][:1]
    apart = ("sign", "operator", "bar")
    return any(kind not in (*apart, "open") for kind in left) or any(
        kind not in (*apart, "close") for kind in right
    )


def _held(text: str) -> str:
    """Put parentheses around what a fraction would take apart."""
    return text if _is_one_thing(text) else f"({text})"


def _is_one_thing(text: str) -> bool:
    depth = 0
    for i, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if not depth and (char in " +/=<>,·×⊙" or (char == "-" and i)):
            return False
    return True
