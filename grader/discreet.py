"""Keep what a submission may have chosen out of what is said about a hidden check.

A length, a count or a place can be made to spell out a hidden input, six digits at a
time.  What a learner needs is said all the same: digits, and what is expected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MANY = 1000
"""How many answers a count may have before it says too much."""


def discreet(text: str, known: Iterable[int] = ()) -> str:
    """Put an n in the place of every number that says too much.

    Parameters
    ----------
    text : str
        A sentence of ours that may hold numbers of the submission's.
    known : iterable of int
        Numbers that are not the submission's; what is next to one may be said too,
        since that is where mistakes lie.
    """
    near = {number + by for number in known for by in (-1, 0, 1)}

    def word(found: re.Match[str]) -> str:
        digits = found[0]
        return digits if len(digits) < 2 or int(digits) in near else "n"

    return re.sub(r"(?<!\w)\d+(?!\w)", word, text)


def some_of(count: int, size: int) -> str:
    """Write ``3 of 10``, or ``some of 5000`` where the number could say too much."""
    exact = count == size or size <= MANY
    return f"{count if exact else 'some'} of {size}"
