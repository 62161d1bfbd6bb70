"""Look for submissions to one exercise that have more in common than chance gives.

Similar is not copied: two who were taught the same idiom write it the same way.  What
is given to everyone (the stub, the public checks, code handed out) does not count, and
what much of the class has counts little (`grader.classroom.similar.scores`).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from grader.classroom.model import Student, Submitted
from grader.classroom.similar.lexing import text_of
from grader.classroom.similar.normalise import Token, tokens
from grader.classroom.similar.regions import Region, covered, regions
from grader.classroom.similar.scores import Scored, scored
from grader.classroom.similar.winnowing import LENGTH, picked, runs

if TYPE_CHECKING:
    from grader.classroom.similar.winnowing import Hashes

THRESHOLD = 0.65
"""Score from which a pair is listed; chosen by measurement, `benchmarks/similar.py`."""
LEAST_BITS = 4.0
"""Evidence below which a score says nothing: a chance of one in 16."""
SURE_BITS = 3.0
"""Evidence is weak unless it is so much more than the class has pairs to compare: with
less, one pair in eight classes would have it by accident."""
MAX_PAIRS = 100
MAX_BYTES = 1 << 18
"""What is looked at of a file; a solution has some thousands."""


_NOBODY = "\ud800"  # half a character: an id can be written as UTF-8


class File(NamedTuple):
    """A submission as it is compared."""

    student: Student
    origin: str
    text: str
    prints: Hashes
    whole: bool
    before: bool
    """Whether it is from a previous year."""


class Pair(NamedTuple):
    """Two submissions that have much in common.

    `score` is the weight of what is shared as a part of the mean weight of the two,
    `bits` the evidence, `shares` the part of each one's words that the other has too,
    both in [0, 1]; `weak` says that in a class of this size some pair may well have as
    much in common by accident, `as_solved` that both are like the course's own solution.
    """

    left: File
    right: File
    score: float
    bits: float
    shares: tuple[float, float]
    regions: tuple[Region, ...]
    weak: bool
    as_solved: bool


class Found(NamedTuple):
    """What was found for one exercise.

    Attributes
    ----------
    pairs : tuple of Pair
        The best first, those of weak evidence last, at most as many as were wanted.
    more : int
        Pairs that reach the thresholds and are not among them.
    solved : tuple of File
        Those that are like the course's own solution.
    short : tuple of File
        Those of whose words, what was given aside, too few are left to tell.
    cut : tuple of File
        Those that are so long that only their beginning was compared.
    """

    exercise: str
    students: int
    files: int
    pairs: tuple[Pair, ...]
    more: int
    solved: tuple[File, ...]
    short: tuple[File, ...]
    cut: tuple[File, ...]


class Given(NamedTuple):
    """What everyone has, as hashes of runs of words, and the course's solution."""

    runs: Hashes
    solution: Hashes | None


def given(texts: Iterable[bytes], solution: bytes | None = None) -> Given:
    """Read what was given to everyone: stubs, public checks, code handed out."""
    import numpy as np

    found = [runs(tokens(text_of(t[:MAX_BYTES]))[0]) for t in texts]
    known = np.unique(np.concatenate([*found, np.zeros(0, np.uint64)]))
    if solution is None:
        return Given(known, None)
    words, _ = tokens(text_of(solution[:MAX_BYTES]))
    return Given(known, _left(runs(words), known))


def search(
    exercise: str,
    now: Iterable[Submitted],
    before: Iterable[Submitted],
    known: Given,
    *,
    threshold: float = THRESHOLD,
    most: int = MAX_PAIRS,
) -> Found:
    """Compare all submissions to one exercise, by different students.

    Parameters
    ----------
    now, before : iterable of Submitted
        This year's, and those of previous years, which are not compared with each
        other.  Of several by one student, the one that has most in common with another
        student's counts.  Who has the same id in both years is the same student.
    threshold : float
        The least score of a pair, in [0, 1].
    most : int
        Pairs to be listed.
    """
    files = read(now, known) + read(before, known, before=True)
    best, solved = alike(files, known, threshold)
    this_year = [f for f in files if not f.before]
    enough = sure(files)
    ranked = heapq.nsmallest(most, best, key=lambda s: _rank(s, enough))
    everyone = len({f.student.id for f in files})
    return Found(
        exercise=exercise,
        students=len({f.student.id for f in this_year}),
        files=len(this_year),
        pairs=tuple(_pair(s, files, solved, known, enough) for s in ranked),
        more=len(best) - len(ranked),
        solved=tuple(files[i] for i in sorted(solved) if not files[i].before),
        short=tuple(f for f in this_year if _says_little(f, everyone)),
        cut=tuple(f for f in this_year if not f.whole),
    )


def alike(
    files: Sequence[File], known: Given, threshold: float
) -> tuple[list[Scored], set[int]]:
    """Score files by different students with each other and with the solution.

    Returns
    -------
    pairs : list of Scored
        One for each two students, the best one, that reaches the thresholds.
    solved : set of int
        The places of files that are like the course's own solution.
    """
    extra = [] if known.solution is None else [known.solution]
    ids = [f.student.id for f in files]
    best: dict[tuple[str, str], Scored] = {}
    solved: set[int] = set()
    # The solution stands last, as if by somebody whom nobody is called like.
    found = scored(
        [*(f.prints for f in files), *extra],
        [*ids, *(_NOBODY for _ in extra)],
        LENGTH,
        threshold,
        LEAST_BITS,
    )
    for pair in found:
        if pair.right == len(files):
            solved.add(pair.left)
        elif not (files[pair.left].before and files[pair.right].before):
            one, two = sorted((ids[pair.left], ids[pair.right]))
            if (one, two) not in best or best[one, two].score < pair.score:
                best[one, two] = pair
    return list(best.values()), solved


def sure(files: Sequence[File]) -> float:
    """Say how many bits of evidence are not weak, with so many pairs to choose from."""
    now, before = (
        len({f.student.id for f in files if f.before is b}) for b in (False, True)
    )
    return math.log2(max(1, now * (now - 1) // 2 + now * before)) + SURE_BITS


def _rank(scored: Scored, enough: float) -> tuple[bool, float, float, int, int]:
    weak = scored.bits < enough
    return (weak, -round(scored.score, 6), -scored.bits, scored.left, scored.right)


def read(
    handed: Iterable[Submitted], known: Given, *, before: bool = False
) -> list[File]:
    """Read what was handed in, the same content by the same student once."""
    seen: dict[tuple[str, str], File] = {}
    for one in handed:
        key = (one.student.id, one.sha256)
        if key not in seen:
            seen[key] = _file(one, known, before)
    return list(seen.values())


def _file(one: Submitted, known: Given, before: bool) -> File:
    text = text_of(one.content[:MAX_BYTES])
    words, whole = tokens(text)
    prints = _left(runs(words), known.runs)
    if not whole:
        text = text[: words[-1].end] if words else ""
    whole = whole and len(one.content) <= MAX_BYTES
    return File(one.student, one.origin, text, prints, whole, before)


def _left(hashes: Hashes, known: Hashes) -> Hashes:
    """Give the fingerprints of what was not given."""
    import numpy as np

    return picked(hashes[~np.isin(hashes, known)])


def _says_little(file: File, students: int) -> bool:
    """Whether it holds too little for any evidence, even if nobody else had it."""
    return len(file.prints) * math.log2(students + 1) < LEAST_BITS * LENGTH


def _pair(
    found: Scored, files: Sequence[File], solved: set[int], known: Given, enough: float
) -> Pair:
    left, right = files[found.left], files[found.right]
    sides = [_counted(f.text, known) for f in (left, right)]
    shared = regions(sides[0][0], sides[1][0], LENGTH)
    return Pair(
        left,
        right,
        found.score,
        found.bits,
        (
            covered([r.left for r in shared], sides[0][1]),
            covered([r.right for r in shared], sides[1][1]),
        ),
        tuple(shared),
        found.bits < enough,
        found.left in solved and found.right in solved,
    )


def _counted(text: str, known: Given) -> tuple[list[int], list[bool]]:
    """Give the run that begins at each word, and which words count."""
    import numpy as np

    words: list[Token] = tokens(text)[0]
    hashes = runs(words)
    given = np.isin(hashes, known.runs)
    counts = np.zeros(len(words), bool)
    for i in range(LENGTH if len(hashes) else 0):
        counts[i : i + len(hashes)] |= ~given
    kept = [-1 if g else int(h) for g, h in zip(given, hashes, strict=True)]
    return kept, counts.tolist()
