r"""Patterns for short answers: a part of regular expressions, matched in linear time.

What is understood: characters, ``.``, ``\d \w \s`` and escaped punctuation, sets
``[a-z]`` ``[^x]``, groups, ``|``, and ``? * + {m} {m,n}``.  The whole text must
match.  The pattern becomes an automaton that is in several states at once, so
no text and no pattern makes it slow, as backtracking could be.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

MAX_PATTERN = 200
MAX_STATES = 2000
MAX_REPEAT = 50
_PUNCTUATION = set(r"\.[](){}|?*+^$-/'\"&=<>,:;!#@%~`_ ")


class PatternError(ValueError):
    """The pattern is not understood; `column` counts from 0."""

    def __init__(self, what: str, column: int) -> None:
        super().__init__(what)
        self.what, self.column = what, column


Test = Callable[[str], bool]


class _Part(NamedTuple):
    """A piece of the automaton, by the numbers of its first and last state."""

    start: int
    end: int


@functools.lru_cache(maxsize=512)
def compiled(text: str) -> Pattern:
    """Return the pattern; the same text is read once."""
    return Pattern(text)


class Pattern:
    """A pattern that is ready to match.

    Raises
    ------
    PatternError
    """

    def __init__(self, text: str) -> None:
        if len(text) > MAX_PATTERN:
            raise PatternError(f"it is longer than {MAX_PATTERN} characters", 0)
        self._text, self._at, self._depth = text, 0, 0
        self._free: list[list[int]] = []
        self._step: list[tuple[Test, int] | None] = []
        whole = self._alternatives()
        if self._at < len(text):
            raise PatternError("a `)` has no `(`", self._at)
        self._whole = whole

    def matches(self, text: str) -> bool:
        """Whether the whole of `text` matches."""
        states = self._closed({self._whole.start})
        for character in text:
            following = set()
            for state in states:
                step = self._step[state]
                if step is not None and step[0](character):
                    following.add(step[1])
            states = self._closed(following)
            if not states:
                return False
        return self._whole.end in states

    def _closed(self, states: set[int]) -> set[int]:
        left = list(states)
        while left:
            for state in self._free[left.pop()]:
                if state not in states:
                    states.add(state)
                    left.append(state)
        return states

    # -- building ------------------------------------------------------------------

    def _state(self) -> int:
        if len(self._free) >= MAX_STATES:
            raise PatternError("it repeats too much", self._at)
        self._free.append([])
        self._step.append(None)
        return len(self._free) - 1

    def _one(self, test: Test) -> _Part:
        start, end = self._state(), self._state()
        self._step[start] = (test, end)
        return _Part(start, end)

    def _empty(self) -> _Part:
        state = self._state()
        return _Part(state, state)

    def _joined(self, a: _Part, b: _Part) -> _Part:
        self._free[a.end].append(b.start)
        return _Part(a.start, b.end)

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _alternatives(self) -> _Part:
        start, end = self._state(), self._state()
        while True:
            part = self._sequence()
            self._free[start].append(part.start)
            self._free[part.end].append(end)
            if self._peek() != "|":
                return _Part(start, end)
            self._at += 1

    def _sequence(self) -> _Part:
        part = self._empty()
        while self._peek() not in ("", "|", ")"):
            part = self._joined(part, self._repeated())
        return part

    def _repeated(self) -> _Part:
        begin = self._at
        part = self._atom()
        after = self._at
        bounds = self._bounds()
        if bounds is None:
            return part
        if self._peek() in ("?", "*", "+", "{") and self._peek():
            raise PatternError("two repetitions follow each other", self._at)
        least, most = bounds
        finish = self._at
        result = self._empty()
        for count in range(most if most is not None else least + 1):
            # Each repetition is a copy of its own: read again from the text.
            self._at = begin
            copy = self._atom()
            assert self._at == after
            if count >= least:
                self._free[copy.start].append(copy.end)
                if most is None:
                    self._free[copy.end].append(copy.start)
            result = self._joined(result, copy)
        self._at = finish
        return result

    def _bounds(self) -> tuple[int, int | None] | None:
        sign = self._peek()
        if sign in ("?", "*", "+") and sign:
            self._at += 1
            return {"?": (0, 1), "*": (0, None), "+": (1, None)}[sign]
        if sign != "{":
            return None
        inside, closed, _ = self._text[self._at + 1 :].partition("}")
        low, comma, high = inside.partition(",")
        good = low.isdecimal() and low.isascii() and (not high or high.isdecimal())
        if not closed or not good or len(inside) > 5:
            raise PatternError("`{` begins a repetition such as {2} or {1,3}", self._at)
        self._at += len(inside) + 2
        least, most = int(low), int(high or low)
        if most > MAX_REPEAT or least > most:
            raise PatternError(f"a repetition goes up to {MAX_REPEAT}", self._at)
        if comma and not high:
            return least, None
        return least, most

    def _atom(self) -> _Part:
        sign, at = self._peek(), self._at
        self._at += 1
        if sign == "(":
            return self._group(at)
        if sign == "[":
            return self._one(self._set(at))
        if sign == ".":
            return self._one(lambda c: c != "\n")
        if sign == "\\":
            return self._one(self._escaped(at))
        if sign in "?*+{}":
            raise PatternError(f"`{sign}` repeats nothing; write \\{sign}", at)
        if sign in "^$":
            raise PatternError(f"`{sign}` is not needed: the whole text must match", at)
        if sign == "]":
            raise PatternError("a `]` has no `[`", at)
        return self._one(lambda c: c == sign)

    def _group(self, at: int) -> _Part:
        if self._text.startswith("?:", self._at):
            self._at += 2
        elif self._peek() == "?":
            raise PatternError("this kind of group is not understood", at)
        self._depth += 1
        if self._depth > 20:
            raise PatternError("groups are nested deeper than 20", at)
        part = self._alternatives()
        if self._peek() != ")":
            raise PatternError("a `(` is not closed", at)
        self._depth -= 1
        self._at += 1
        return part

    def _escaped(self, at: int) -> Test:
        sign = self._peek()
        self._at += 1
        if sign in _CLASSES and sign:
            return _CLASSES[sign]
        if sign in _PUNCTUATION and sign:
            return lambda c: c == sign
        raise PatternError(f"`\\{sign}` is not understood", at)

    def _set(self, at: int) -> Test:
        refused = self._peek() == "^"
        self._at += refused
        tests: list[Test] = []
        while self._peek() not in ("", "]") or (not tests and self._peek() == "]"):
            tests.append(self._member(at))
        if self._peek() != "]":
            raise PatternError("a `[` is not closed", at)
        self._at += 1
        return lambda c: any(test(c) for test in tests) is not refused

    def _member(self, at: int) -> Test:
        first = self._peek()
        self._at += 1
        if first == "\\":
            return self._escaped(self._at - 1)
        rest = self._text[self._at :]
        if rest[:1] == "-" and rest[1:2] not in ("", "]", "\\"):
            last = rest[1]
            self._at += 2
            if last < first:
                raise PatternError(f"`{first}-{last}` runs backwards", at)
            return lambda c: first <= c <= last
        return lambda c: c == first


_CLASSES: dict[str, Test] = {
    "d": lambda c: c.isdecimal(),
    "w": lambda c: c.isalnum() or c == "_",
    "s": lambda c: c.isspace(),
}
