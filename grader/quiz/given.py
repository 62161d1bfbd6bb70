"""Understand what a learner gave, or say which form is expected.

An answer is a text as typed, or a value from JSON or YAML.  Whatever it is,
reading it ends in a plain value or in `Malformed`, quickly.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from grader.quiz.model import Choice

MAX_LINE = 1000
MAX_CODE = 20_000


class Malformed(Exception):
    """The answer has not the expected form; the text says which one is."""


class Slip(Malformed):
    """The answer is as good as right but for its spelling."""


class Number(NamedTuple):
    """A number as given.

    Attributes
    ----------
    value : float
    slack : float
        Half a unit of the last digit given, or 0 if it has less than three
        digits: two roundings of one number can be this far apart.
    """

    value: float
    slack: float = 0.0


def is_blank(given: object) -> bool:
    """Whether there is no answer at all."""
    if given is None:
        return True
    if isinstance(given, str):
        return not given.strip()
    return isinstance(given, (list, tuple, dict)) and not given


def line(given: object, limit: int = MAX_LINE) -> str:
    """Take a text, or a number as its text.

    Raises
    ------
    Malformed
    """
    if isinstance(given, bool) or not isinstance(given, (str, int, float)):
        raise Malformed("Give a text.")
    try:
        text = str(given)
    except ValueError:  # a whole number of more than 4300 digits
        text = " " * (limit + 1)
    if len(text) > limit:
        raise Malformed(f"Give at most {limit} characters.")
    return text


# -- choices -----------------------------------------------------------------------


def one_choice(given: object, choices: Sequence[Choice]) -> int:
    """Return the position of the chosen option: by letter, text or number.

    Raises
    ------
    Malformed
    """
    if isinstance(given, (list, tuple)) and len(given) == 1:
        given = given[0]
    found = _position(given, choices)
    if found is None:
        raise Malformed(f"Type one letter, {_span(choices)}.")
    return found


def several_choices(given: object, choices: Sequence[Choice]) -> frozenset[int]:
    """Return the positions of the chosen options.

    Raises
    ------
    Malformed
    """
    parts: Sequence[object]
    if isinstance(given, (list, tuple)):
        parts = given
    else:
        whole = _position(given, choices)
        parts = [given] if whole is not None else _letters(given, choices)
    if len(parts) > len(choices):
        raise Malformed(_SEVERAL.format(_span(choices)))
    found = [_position(part, choices) for part in parts]
    known = [f for f in found if f is not None]
    if not known or len(known) < len(found):
        raise Malformed(_SEVERAL.format(_span(choices)))
    return frozenset(known)


_SEVERAL = "Type the letters of all that apply, {}, such as a c."


def _letters(given: object, choices: Sequence[Choice]) -> list[str]:
    text = line(given).strip().casefold()
    parts = [p for p in re.split(r"[\s,;+&]+", text) if p]
    labels = {c.label for c in choices}
    if len(parts) == 1 and len(set(text)) == len(text) and set(text) <= labels:
        return list(text)
    return parts


def _position(given: object, choices: Sequence[Choice]) -> int | None:
    """Return the place of a label, a text or, among words, a number from 1."""
    if isinstance(given, bool) or not isinstance(given, (str, int)):
        return None
    text = _plain(line(given))
    labels = [c.label for c in choices]
    label = text.rstrip(").").removeprefix("(")
    if label in labels:
        return labels.index(label)
    texts = [_plain(c.text) for c in choices]
    if texts.count(text) == 1:
        return texts.index(text)
    numeric = any(t[:1] in "+-.0123456789" for t in texts)
    if not numeric and re.fullmatch(r"[0-9]{1,2}", label):
        place = int(label) - 1
        return place if 0 <= place < len(choices) else None
    return None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _span(choices: Sequence[Choice]) -> str:
    if not choices:
        return "none of which is there"
    return f"{choices[0].label} to {choices[-1].label}"


# -- numbers -----------------------------------------------------------------------

_DIGITS = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_DECIMAL = re.compile(rf"[+-]?{_DIGITS}(?:e[+-]?[0-9]{{1,4}})?")
_FRACTION = re.compile(rf"([+-]?{_DIGITS}) ?/ ?([+-]?{_DIGITS})")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
_NUMBER = "Type a number, such as 0.25, 1/4 or 2.5e-1."


def number(given: object, unit_label: str = "") -> Number:
    """Read a number: ``0.5 .5 1/2 5e-1 0,5 -0.5 50%`` and as JSON.

    Parameters
    ----------
    unit_label : str
        What is shown behind the blank and may be repeated; where it is ``%``
        the number stays as it is.

    Raises
    ------
    Malformed
        Also for infinities, NaN, and ``1,000``, which people read in two ways.
    """
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        return Number(_finite(given), 0.0)
    if not isinstance(given, str):
        raise Malformed(_NUMBER)
    text = unicodedata.normalize("NFKC", line(given, 100)).strip()
    text = re.sub("[−‐‑‒–—]", "-", text).casefold()
    unit = _plain(unit_label)
    if unit and text.endswith(unit):
        text = text.removesuffix(unit)
    share = 1.0
    if text.endswith("%"):
        text, share = text[:-1], 0.01
    text = re.sub(r"^([+-]) +", r"\1", text.strip())
    if _GROUPED.fullmatch(text):
        plain = text.replace(",", "")
        raise Malformed(f"Is that {plain}? Write it without the comma.")
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    return _decimal(text, share)


def _decimal(text: str, share: float) -> Number:
    fraction = _FRACTION.fullmatch(text)
    if fraction:
        below = float(fraction[2])
        if below == 0:
            raise Malformed("A fraction needs something other than 0 below the line.")
        return Number(_finite(float(fraction[1]) / below * share), 0.0)
    if not _DECIMAL.fullmatch(text):
        raise Malformed(_NUMBER)
    value = _finite(float(text))
    digits, _, exponent = text.lstrip("+-").partition("e")
    places = len(digits.partition(".")[2])
    if len(digits.replace(".", "").lstrip("0")) < 3 or not places:
        return Number(value * share)
    slack = 0.5 * 10.0 ** min(300, int(exponent or 0) - places)
    return Number(value * share, slack * share)


def _finite(value: float) -> float:
    try:
        result = float(value)
    except OverflowError:
        result = math.inf
    if not math.isfinite(result):
        raise Malformed("Type an ordinary number; this one is not finite.")
    return result


# -- orders and pairs --------------------------------------------------------------


def order(given: object, keys: Sequence[str], shown: Sequence[Choice]) -> list[str]:
    """Return step keys in the given order.

    Parameters
    ----------
    keys : sequence of str
        Of the steps, in the order they were shown.

    Raises
    ------
    Malformed
        Unless every step is given exactly once.
    """
    parts: Sequence[object] = given if isinstance(given, (list, tuple)) else []
    if not parts and isinstance(given, (str, int)) and not isinstance(given, bool):
        text = unicodedata.normalize("NFKC", line(given)).strip()
        parts = [p for p in re.split(r"[\s,;>→]+", text) if p]
        if len(parts) == 1 and len(keys) <= 9 and text.isdecimal():
            parts = list(text)
    if len(parts) == len(keys):
        texts = [_plain(c.text) for c in shown]
        found = [_step(part, keys, texts) for part in parts]
        if set(found) == set(keys):
            return [f for f in found if f is not None]
    raise Malformed(f"Type each number from 1 to {len(keys)} once, in order.")


def _step(part: object, keys: Sequence[str], texts: Sequence[str]) -> str | None:
    if isinstance(part, bool) or not isinstance(part, (str, int)):
        return None
    text = line(part).strip()
    if re.fullmatch(r"[0-9]{1,2}", text) and 1 <= int(text) <= len(keys):
        return keys[int(text) - 1]
    if text in keys:
        return text
    plain = _plain(text)
    return keys[texts.index(plain)] if texts.count(plain) == 1 else None


_PAIR = re.compile(r"([a-z])\s*[-=:>→]{0,2}\s*([0-9]{1,2})")


def pairs(
    given: object, lefts: Sequence[Choice], rights: Sequence[Choice]
) -> dict[int, int]:
    """Return the position of the right side for each left side that is given.

    Raises
    ------
    Malformed
        When a side is not there or a left one is given twice.
    """
    found: dict[int, int] = {}
    parts = _pair_parts(given)
    if len(parts) > len(lefts):
        raise _no_pairs(lefts, rights)
    for part in parts:
        left, right = _position(part[0], lefts), _right(part[1], rights)
        if left is None or right is None:
            raise _no_pairs(lefts, rights)
        if left in found:
            raise Malformed(f"{lefts[left].label} is given twice; give it one number.")
        found[left] = right
    return found


def _right(part: object, rights: Sequence[Choice]) -> int | None:
    labels = [c.label for c in rights]
    if not isinstance(part, bool) and isinstance(part, (str, int)):
        text = line(part).strip()
        if text in labels:
            return labels.index(text)
        return _position(part, rights)
    return None


def _pair_parts(given: object) -> list[tuple[object, object]]:
    if isinstance(given, dict):
        return list(given.items())
    if isinstance(given, (list, tuple)):
        found: list[tuple[object, object]] = []
        for part in given[:100]:
            if isinstance(part, (list, tuple)) and len(part) == 2:
                found.append((part[0], part[1]))
            else:
                found += _pair_parts(part) if isinstance(part, str) else [(None, None)]
        return found
    if not isinstance(given, str):
        return [(None, None)]
    text = unicodedata.normalize("NFKC", line(given)).strip().casefold()
    rest = _PAIR.sub("", text)
    if re.sub(r"[\s,;]+", "", rest):
        return [(None, None)]
    return [(a, b) for a, b in _PAIR.findall(text)]


def _no_pairs(lefts: Sequence[Choice], rights: Sequence[Choice]) -> Malformed:
    return Malformed(
        f"Type pairs of a letter, {_span(lefts)}, and a number, "
        f"{_span(rights)}, such as a2 b1."
    )


# -- texts -------------------------------------------------------------------------

_DASHES = re.compile("[‐‑‒–—−﹘﹣－]")


def normalised(text: str) -> str:
    """Fold case, spaces, Unicode forms, and hyphens between letters."""
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", text)).casefold()
    text = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ", text)
    return " ".join(text.split()).strip("\"'`").rstrip(".").strip()


def one_slip(given: str, wanted: str) -> bool:
    """Whether one letter more, less, other or two swapped tell texts apart."""
    if given == wanted or min(len(given), len(wanted)) < 5:
        return False
    if abs(len(given) - len(wanted)) > 1:
        return False
    start = 0
    while start < min(len(given), len(wanted)) and given[start] == wanted[start]:
        start += 1
    a, b = given[start:], wanted[start:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    if not all(c.isalpha() or c == " " for c in a + b):
        return False
    return max(len(a), len(b)) == 1 or (len(a) == 2 and a == b[::-1])


def printed(text: str) -> list[str]:
    """Split output into lines, without spaces at their ends and empty last lines."""
    rows = [row.rstrip() for row in re.split(r"\r\n|\r|\n", text)]
    while rows and not rows[-1]:
        rows.pop()
    return rows
