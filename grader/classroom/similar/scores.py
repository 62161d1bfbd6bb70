"""Score every two files of a class by what they share and few others have.

A run of words that few others have says much, one that half the class has says little:
a shared run that ``d`` of ``n`` students other than the two have as well weighs
``log2((n + 1) / (d + 1))`` bits, and so does one that is not shared, for the one who
has it.  The score of a pair is the weight of what both share, as a part of the mean
weight of the two; its evidence is the weight shared, per `length` runs, as neighbouring
runs overlap.  The two of a pair are not counted among the others: copies do not excuse
each other, but what ten have from one source does weigh less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from grader.classroom.similar.winnowing import Hashes

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

SMALLER = 0.8
"""Part that the smaller of two files has in their mean: a copy to which something was
added is a copy still."""
IDIOM = 300
"""Students who may share a run of words; what more have is idiom and does not count.
It bounds the work for one file, however large the class is."""


class Scored(NamedTuple):
    """Two files by their places, the score in [0, 1] and the evidence in bits."""

    left: int
    right: int
    score: float
    bits: float


class _Index(NamedTuple):
    """Which files have which run of words, both numbered; and what each weighs."""

    runs: Places  # the runs of file 0, of file 1, ...
    starts: Places  # where those of each file begin
    files: Places  # the files of run 0, of run 1, ...
    ends: Places  # where those of each run end
    alone: Floats  # a run's weight where it is not shared
    shared: Floats  # a run's weight where it is


def scored(
    prints: Sequence[Hashes],
    students: Sequence[str],
    length: int,
    least: float,
    bits: float,
) -> Iterator[Scored]:
    """Find the pairs of files by different students that reach both thresholds.

    Time grows with the number of fingerprints times at most `IDIOM`, and memory with
    the number of fingerprints.

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
    index = _index(prints, owner, len(number))
    count = len(prints)
    files = np.repeat(np.arange(count), np.diff(index.starts))
    total = np.bincount(files, index.alone[index.runs], count)
    for i in range(count - 1):
        own = index.runs[index.starts[i] : index.starts[i + 1]]
        if not len(own):
            continue
        having = [
            index.files[index.ends[r - 1] if r else 0 : index.ends[r]] for r in own
        ]
        times = [len(h) for h in having]
        others = np.concatenate(having)
        both = np.bincount(others, np.repeat(index.shared[own], times), count)
        more = both - np.bincount(others, np.repeat(index.alone[own], times), count)
        one, two = total[i] + more, total + more
        mean = SMALLER * np.minimum(one, two) + (1 - SMALLER) * np.maximum(one, two)
        near = (both >= least * mean) & (both >= bits * length) & (both > 0)
        near &= owner != owner[i]
        for j in np.flatnonzero(near[i + 1 :]) + i + 1:
            score = min(1.0, float(both[j] / mean[j]))
            yield Scored(i, int(j), score, float(both[j] / length))


def _index(prints: Sequence[Hashes], owner: Places, students: int) -> _Index:
    import numpy as np

    every = np.concatenate([*prints, np.zeros(0, np.uint64)])
    _, runs = np.unique(every, return_inverse=True)
    files = np.repeat(np.arange(len(prints)), [len(p) for p in prints])
    # Several files of one student count as one.
    pairs = np.unique(runs * students + owner[files])
    having = np.bincount(pairs // max(1, students), minlength=1)
    weighs = having <= IDIOM
    kept = weighs[runs]
    runs, files = runs[kept], files[kept]
    starts = np.searchsorted(files, np.arange(len(prints) + 1))
    return _Index(
        runs=runs,
        starts=starts,
        files=files[np.argsort(runs, kind="stable")],
        ends=np.cumsum(np.bincount(runs, minlength=len(having))),
        alone=np.log2((students + 1) / np.maximum(having, 1)),
        shared=np.log2((students + 1) / np.maximum(having - 1, 1)),
    )
