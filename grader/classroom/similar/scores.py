"""Score every two files of a class by what they share and others do not.

A run of words that few others have says much, one that half the class has says little:
a shared run of which ``d`` other students of ``n`` have one too weighs
``log2((n + 1) / (d + 1))`` bits, and one that is not shared weighs the same by those
who have it.  The score of a pair is the weight of what both share, as part of the mean
weight of the two (between 0 and 1); its evidence is the weight shared, in bits for each
run's length of words.  The two of the pair are not counted among the others, so that
copies do not excuse each other; but what ten have from one source does weigh less.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from grader.classroom.similar.winnowing import Hashes


SMALLER = 0.5
"""Part that the smaller of two files has in their mean."""


class Scored(NamedTuple):
    """Two files by their places, the score in [0, 1] and the evidence in bits."""

    left: int
    right: int
    score: float
    bits: float


def scored(
    prints: Sequence[Hashes],
    students: Sequence[str],
    length: int,
    least: float,
    bits: float,
) -> Iterator[Scored]:
    """Find the pairs of files by different students that reach both thresholds.

    The work grows with the number of files times the fingerprints of one times the
    students who share one on average; memory with the fingerprints.

    Parameters
    ----------
    prints : sequence of arrays of hashes
        Of each file, each hash once.
    students : sequence of str
        Who handed each file in.
    length : int
        Words in a run.
    least, bits : float
        Thresholds of score and evidence.
    """
    import numpy as np

    number = {student: i for i, student in enumerate(dict.fromkeys(students))}
    owner = np.array([number[s] for s in students], np.int64)
    every = np.concatenate([*prints, np.zeros(0, np.uint64)])
    _, ids = np.unique(every, return_inverse=True)
    files = np.repeat(np.arange(len(prints)), [len(p) for p in prints])
    pairs = np.unique(np.stack([ids, owner[files]]), axis=1)
    having = np.bincount(pairs[0])
    alone = np.log2((len(number) + 1) / having)
    shared = np.log2((len(number) + 1) / np.maximum(having - 1, 1))
    total = np.bincount(files, alone[ids], len(prints))
    order = np.argsort(ids, kind="stable")
    ends = np.cumsum(np.bincount(ids))
    starts = np.concatenate([[0], np.cumsum([len(p) for p in prints])])
    for i in range(len(prints)):
        own = ids[starts[i] : starts[i + 1]]
        if not len(own):
            continue
        lists = [order[(ends[g - 1] if g else 0) : ends[g]] for g in own]
        sizes = [len(x) for x in lists]
        others = files[np.concatenate(lists)]
        both = np.bincount(others, np.repeat(shared[own], sizes), len(prints))
        less = np.bincount(others, np.repeat(alone[own], sizes), len(prints))
        one, two = total[i] + both - less, total + both - less
        mean = SMALLER * np.minimum(one, two) + (1 - SMALLER) * np.maximum(one, two)
        near = (both >= least * mean) & (both >= bits * length) & (owner != owner[i])
        near[: i + 1] = False
        for j in np.flatnonzero(near):
            yield Scored(i, int(j), float(both[j] / mean[j]), float(both[j] / length))
