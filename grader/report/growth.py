"""What changed in a file from the first version that was judged to the first that passed.

Contents are whatever somebody handed in: work and result are bounded.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from grader.model import Status
from grader.report.data import DiffLine, Growth, LineKind
from grader.report.log import Log
from grader.store.progress import Attempt

CONTEXT = 3
"""Equal lines that are shown around a change."""
MAX_LINES = 60
"""What is shown of one exercise; everything is counted."""
MAX_COMPARED = 400
"""Lines that differ on either side, common beginnings and ends aside."""
MAX_LINE = 160
"""Characters of a line that is shown."""
MAX_CONTENT = 1 << 18

Opcode = tuple[str, int, int, int, int]


def growth(log: Log) -> tuple[Growth, ...]:
    """Give what grew, in the course's order; files that passed at once are left out."""
    pairs = {}
    for id in log.exercises:
        tries = log.tries.get(id, [])
        passed = next((a for a in tries if a.status == Status.PASSED), None)
        if passed is not None and tries[0].source != passed.source:
            pairs[id] = (tries[0], passed)
    contents = log.contents({a.source for pair in pairs.values() for a in pair})
    found = []
    for id, (first, passed) in pairs.items():
        old, new = contents.get(first.source), contents.get(passed.source)
        if old is None or new is None:
            log.notes.append(f"A version of {id} is not in your log as it was.")
        else:
            found.append(_grown(log, id, first, passed, old, new))
    return tuple(found)


def _grown(
    log: Log, id: str, first: Attempt, passed: Attempt, old: bytes, new: bytes
) -> Growth:
    lines, added, removed, cut = compared(old, new)
    return Growth(
        exercise=id,
        title=log.exercises[id].spec.title,
        first_at=first.at,
        passed_at=passed.at,
        attempts=1 + log.tries[id].index(passed),
        lines=lines,
        added=added,
        removed=removed,
        cut=cut,
    )


def compared(old: bytes, new: bytes) -> tuple[tuple[DiffLine, ...], int, int, bool]:
    """Compare two versions line by line.

    Returns
    -------
    tuple of DiffLine
        What changed, with a few equal lines around it; the first `MAX_LINES`.
    int, int
        Lines that are new, and that are gone.
    bool
        Whether not everything is shown.
    """
    a, b = _lines(old), _lines(new)
    opcodes = _opcodes(a, b)
    removed = sum(i2 - i1 for tag, i1, i2, _, _ in opcodes if tag != "equal")
    added = sum(j2 - j1 for tag, _, _, j1, j2 in opcodes if tag != "equal")
    shown = list(_folded(opcodes, a, b))
    cut = len(shown) > MAX_LINES or max(len(old), len(new)) > MAX_CONTENT
    return tuple(shown[:MAX_LINES]), added, removed, cut


def _lines(content: bytes) -> list[str]:
    text = content[:MAX_CONTENT].decode("utf-8", "replace")
    return [row.rstrip() for row in text.replace("\r\n", "\n").split("\n")]


def _opcodes(a: list[str], b: list[str]) -> list[Opcode]:
    """Say how one list becomes the other; beyond `MAX_COMPARED` lines as one change."""
    shortest = min(len(a), len(b))
    start = 0
    while start < shortest and a[start] == b[start]:
        start += 1
    end = 0
    while end < shortest - start and a[-1 - end] == b[-1 - end]:
        end += 1
    left, right = a[start : len(a) - end], b[start : len(b) - end]
    between: Sequence[Opcode] = [("replace", 0, len(left), 0, len(right))]
    if max(len(left), len(right)) <= MAX_COMPARED:
        matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
        between = [(tag, *places) for tag, *places in matcher.get_opcodes()]  # type: ignore[misc]  # four places
    found: list[Opcode] = [("equal", 0, start, 0, start)] if start else []
    found += [
        (tag, i1 + start, i2 + start, j1 + start, j2 + start)
        for tag, i1, i2, j1, j2 in between
    ]
    if end:
        found.append(("equal", len(a) - end, len(a), len(b) - end, len(b)))
    return found


def _folded(
    opcodes: Sequence[Opcode], a: list[str], b: list[str]
) -> Iterator[DiffLine]:
    for place, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        if tag == "equal":
            before = CONTEXT if place else 0
            after = CONTEXT if place + 1 < len(opcodes) else 0
            yield from _equal(a[i1:i2], before, after)
        else:
            yield from (_line("gone", row) for row in a[i1:i2])
            yield from (_line("new", row) for row in b[j1:j2])


def _equal(rows: list[str], before: int, after: int) -> Iterator[DiffLine]:
    """Show equal lines next to changes and count the others."""
    hidden = len(rows) - before - after
    if hidden < 2:  # a line that says that one is left out takes as much room
        yield from (_line("same", row) for row in rows)
        return
    yield from (_line("same", row) for row in rows[:before])
    yield _line("skip", f"{hidden} equal lines")
    yield from (_line("same", row) for row in rows[len(rows) - after :])


def _line(kind: LineKind, row: str) -> DiffLine:
    shown = row if len(row) <= MAX_LINE else row[: MAX_LINE - 1] + "…"
    return DiffLine(kind=kind, text=shown)
