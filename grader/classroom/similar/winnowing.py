"""Fingerprints of a file: hashes of short runs of words, some of them picked.

After S. Schleimer, D. S. Wilkerson and A. Aiken, "Winnowing: Local Algorithms for
Document Fingerprinting", SIGMOD 2003: of every `window` neighbouring runs of `length`
words the smallest hash is kept, so that two files which share
``length + window - 1`` words in a row share a fingerprint, wherever it stands.

Within a run a free name is written as the distance to where it stood before, 0 where
the run has not met it: ``x - x.max()`` and ``z - z.max()`` are one run,
``x - y.max()`` is another one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from grader.classroom.similar.normalise import Token

    Hashes = NDArray[np.uint64]

LENGTH = 5
"""Words in a run; chosen by measurement, see `benchmarks/similar.py`."""
WINDOW = 2
"""Neighbouring runs of which one is kept at least."""
MOST = 2048
"""Fingerprints of a file; of a longer one the smallest are kept, the same in a copy."""

_FACTOR = 0x9E3779B97F4A7C15  # odd, from the golden ratio: it spreads bits
_MIX = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


def runs(tokens: Sequence[Token], length: int = LENGTH) -> Hashes:
    """Hash every run of `length` words; shape (max(0, n - length + 1),).

    The hashes are the same in every process and on every machine.
    """
    import numpy as np
    from numpy.lib.stride_tricks import sliding_window_view

    if len(tokens) < length:
        return np.zeros(0, np.uint64)
    known: dict[str, int] = {}
    codes = np.array([_code(t.code, known) for t in tokens], np.uint64)
    far = np.minimum(np.array(_distances(tokens)), length).astype(np.uint64)
    inside = sliding_window_view(far, length)
    place = np.arange(length, dtype=np.uint64)
    near = np.where(inside <= place, inside, np.uint64(0)).astype(np.uint64)
    mixed = _mixed(sliding_window_view(codes, length) + near * np.uint64(_FACTOR))
    powers = np.array(
        [pow(_FACTOR, i + 1, 1 << 64) for i in range(length)], dtype=np.uint64
    )
    return _mixed((mixed * powers).sum(axis=1, dtype=np.uint64))


def picked(hashes: Hashes, window: int = WINDOW) -> Hashes:
    """Keep the smallest hash of every `window` neighbours; sorted, each once.

    Returns
    -------
    array of hashes
        At most `MOST`.
    """
    import numpy as np
    from numpy.lib.stride_tricks import sliding_window_view

    if len(hashes) > window > 1:
        hashes = sliding_window_view(hashes, window).min(axis=1)
    return np.unique(hashes)[:MOST]


def _code(text: str, known: dict[str, int]) -> int:
    code = known.get(text)
    if code is None:
        digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8)
        code = known[text] = int.from_bytes(digest.digest(), "little")
    return code


def _distances(tokens: Sequence[Token]) -> list[int]:
    """Say how many words ago each free name stood; 0 for the first time."""
    last: dict[str, int] = {}
    found = []
    for i, token in enumerate(tokens):
        found.append(i - last[token.same] if token.same in last else 0)
        if token.same:
            last[token.same] = i
    return found


def _mixed(values: Hashes) -> Hashes:
    """Let every bit depend on every other one (the end of splitmix64)."""
    import numpy as np

    values = (values ^ (values >> np.uint64(30))) * np.uint64(_MIX[0])
    values = (values ^ (values >> np.uint64(27))) * np.uint64(_MIX[1])
    return values ^ (values >> np.uint64(31))
