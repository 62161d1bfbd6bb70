"""Find what two files share, word by word, to show it side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from grader.classroom.similar.normalise import Token

_CHOICES = 4
_AHEAD = 32


class Region(NamedTuple):
    """A passage of both files: places of words, the end not included."""

    left: tuple[int, int]
    right: tuple[int, int]


class Passage(NamedTuple):
    """A piece of a line, and the number of the region that it belongs to; 0 for none."""

    text: str
    region: int
    first: bool


def regions(left: Sequence[int], right: Sequence[int], length: int) -> list[Region]:
    """Cover two files with passages that hold the same runs of words, in linear time.

    Each run of the left file takes the next one of the right file if it is the same,
    else the one of the first few free ones that goes on longest.

    Parameters
    ----------
    left, right : sequence of int
        The hash of the run that begins at each word; negative where it does not count.
    length : int
        Words in a run.

    Returns
    -------
    list of Region
        In the left file's order, where they do not overlap.
    """
    places: dict[int, list[int]] = defaultdict(list)
    for j in reversed(range(len(right))):
        places[right[j]].append(j)  # the first one is at the end, to be taken off
    taken = [False] * len(right)
    found: list[list[int]] = []  # left, right, number of runs
    for i, hash in enumerate(left):
        if hash < 0 or hash not in places:
            continue
        after = found[-1][1] + found[-1][2] if found else -1
        goes_on = bool(found) and found[-1][0] + found[-1][2] == i
        if goes_on and after < len(right) and right[after] == hash and not taken[after]:
            taken[after] = True
            found[-1][2] += 1
            continue
        free = places[hash]
        while free and taken[free[-1]]:
            free.pop()
        choices = [j for j in free[-_CHOICES:][::-1] if not taken[j]]
        if choices:
            j = max(choices, key=lambda j: _same(left, right, i, j))
            taken[j] = True
            found.append([i, j, 1])
    return _apart(found, length)


def _same(left: Sequence[int], right: Sequence[int], i: int, j: int) -> int:
    """Count how many runs are the same from two places on, up to a bound."""
    end = min(len(left) - i, len(right) - j, _AHEAD)
    return next((n for n in range(end) if left[i + n] != right[j + n]), end)


def _apart(found: list[list[int]], length: int) -> list[Region]:
    """Make regions of runs, each beginning where the one before it ends.

    What goes on in both files with words between that were given is one region.
    """
    done: list[Region] = []
    for i, j, count in found:
        words = count + length - 1
        left, right = done[-1] if done else ((0, 0), (0, 0))
        skip = max(0, left[1] - i)
        if done and i <= left[1] and i - left[0] == j - right[0]:
            done[-1] = Region((left[0], i + words), (right[0], j + words))
        elif skip < words:
            done.append(Region((i + skip, i + words), (j + skip, j + words)))
    return done


def covered(spans: Sequence[tuple[int, int]], counted: Sequence[bool]) -> float:
    """Say what part of the words that count lies in any of the spans; in [0, 1]."""
    inside = [False] * len(counted)
    for start, end in spans:
        inside[start:end] = [True] * (min(end, len(counted)) - start)
    both = sum(a and b for a, b in zip(inside, counted, strict=True))
    return both / max(1, sum(counted))


def passages(
    text: str, tokens: Sequence[Token], spans: Sequence[tuple[int, int]]
) -> list[list[Passage]]:
    """Cut a text into lines, and these where a region begins or ends.

    Parameters
    ----------
    spans : sequence of (int, int)
        Words of each region; the first one is region 1.
    """
    marks = [*_marks(tokens, spans), (len(text), 0)]
    lines: list[list[Passage]] = [[]]
    seen: set[int] = set()
    for (start, region), (end, _) in pairwise(marks):
        for n, part in enumerate(text[start:end].split("\n")):
            if n:
                lines.append([])
            if part:
                first = region > 0 and region not in seen and bool(part.strip())
                seen.update({region} if first else ())
                lines[-1].append(Passage(part, region, first))
    return lines


def _marks(
    tokens: Sequence[Token], spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Say where in the text each piece begins, and to which region it belongs."""
    number = [0] * len(tokens)
    for region, (start, end) in enumerate(spans, 1):
        for i in range(start, min(end, len(tokens))):
            number[i] = number[i] or region
    marks = [(0, 0)]
    end = 0  # of the word before
    for token, region in zip(tokens, number, strict=True):
        if region != marks[-1][1]:
            if marks[-1][1]:
                marks.append((end, 0))
            if region:
                marks.append((token.start, region))
        end = token.end
    return [*marks, (end, 0)] if marks[-1][1] else marks
