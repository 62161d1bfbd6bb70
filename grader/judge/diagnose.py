"""Name a misconception by finding a known-wrong twin.

``reference/exNN_name/wrong/<misconception>.py`` is a whole submission that
holds one wrong belief.  The same checks with the same inputs are run on every
twin; where one fails a check and leaves the very outcome trace that the
learner's code left, the learner probably holds that belief.

A twin is out when it fails a check that the learner passes, and of those that
are left the ones that explain most failed checks win.  More than one winner is
said as "one of".
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from grader import __version__
from grader.course import exercise_files, fingerprint
from grader.errors import BrokenError
from grader.judge.engine import Engine
from grader.judge.run import RawResult, Run, open_session, run
from grader.model import Exercise, Verdict
from grader.sandbox import protocol
from grader.sandbox.host import Sandbox
from grader.sandbox.session import Outcome

RTOL = 1e-6
"""Two styles of one mistake differ by rounding, never by this much."""

_NOT_PASSED = {Verdict.FAILED, Verdict.ERRORED, Verdict.TIMED_OUT}


class Twin(NamedTuple):
    """What one known-wrong submission did on every check."""

    verdicts: dict[str, str]
    traces: dict[str, tuple[Outcome, ...]]


def load_twins(
    engine: Engine,
    exercise: Exercise,
    sandbox: Sandbox,
    seed: int,
    cache: Path | None,
) -> dict[str, Twin]:
    """Run every known-wrong submission, or read what it did last time.

    Parameters
    ----------
    cache : Path or None
        A folder to keep the outcomes in, by the hash of all that they follow
        from; None keeps none.

    Raises
    ------
    BrokenError
        When a check breaks on a twin: the fault is the exercise's.
    """
    files = exercise.submissions("wrong")
    file: Path | None = None
    if cache is not None:
        basis = (
            fingerprint([*exercise_files(exercise), *files]),
            __version__,
            np.__version__,
            str(seed),
        )
        key = hashlib.sha256("\0".join(basis).encode()).hexdigest()[:32]
        file = cache / f"{exercise.id}-{key}.twins"
        known = _read(file)
        if known is not None:
            return known
    twins = {f.stem: _run_twin(engine, exercise, sandbox, seed, f) for f in files}
    if file is not None:
        _write(file, twins)
    return twins


def _run_twin(
    engine: Engine, exercise: Exercise, sandbox: Sandbox, seed: int, file: Path
) -> Twin:
    session = open_session(sandbox, exercise, file.read_bytes(), seed)
    outcome = run(engine, exercise, session, seed, anchors=False)
    for result in outcome.results:
        if result.verdict is Verdict.BROKEN:
            raise BrokenError(
                f"the check {result.check.id!r} breaks on a known-wrong submission",
                where=str(file),
                fix=result.message,
            )
    return twin_of(outcome)


def twin_of(outcome: Run) -> Twin:
    """Keep of a run what a later one is compared with."""
    return Twin(
        {r.check.id: r.verdict.value for r in outcome.results},
        {r.check.id: r.trace for r in outcome.results},
    )


def candidates(
    results: tuple[RawResult, ...], twins: Mapping[str, Twin]
) -> dict[str, tuple[str, ...]]:
    """Say for each failed check which misconceptions it shows.

    Returns
    -------
    dict of str to tuple of str
        By check id; no entry where no twin matches.
    """
    failed = [r for r in results if r.verdict in _NOT_PASSED and r.trace]
    passed = {r.check.id for r in results if r.verdict is Verdict.PASSED}
    matches: dict[str, list[str]] = {}
    explained: dict[str, int] = {}
    for name, twin in twins.items():
        if any(_fails(twin, id) for id in passed):
            continue
        for result in failed:
            id = result.check.id
            if _fails(twin, id) and same_trace(twin.traces.get(id, ()), result.trace):
                matches.setdefault(id, []).append(name)
                explained[name] = explained.get(name, 0) + 1
    best: dict[str, tuple[str, ...]] = {}
    for id, names in matches.items():
        most = max(explained[n] for n in names)
        best[id] = tuple(n for n in names if explained[n] == most)
    return best


def _fails(twin: Twin, check: str) -> bool:
    return twin.verdicts.get(check) in _NOT_PASSED


def same_trace(a: tuple[Outcome, ...], b: tuple[Outcome, ...]) -> bool:
    """Compare two traces: kinds and names exactly, numbers to `RTOL`."""
    return len(a) == len(b) and all(
        x.kind == y.kind and x.mutated == y.mutated and _same(x.value, y.value)
        for x, y in zip(a, b, strict=True)
    )


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, dict) or isinstance(b, dict):
        return (
            isinstance(a, dict)
            and isinstance(b, dict)
            and a.keys() == b.keys()
            and all(_same(a[k], b[k]) for k in a)
        )
    if _is_plain(a) or _is_plain(b):
        return type(a) is type(b) and bool(a == b)
    if _is_sequence(a) and _is_sequence(b) and not (_flat(a) and _flat(b)):
        return len(a) == len(b) and all(map(_same, a, b))
    return _same_numbers(a, b)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, (str, bytes, bool, np.bool_))


def _is_sequence(value: object) -> bool:
    return isinstance(value, (list, tuple))


def _flat(value: Any) -> bool:
    return all(isinstance(v, (int, float, np.number)) for v in value)


def _same_numbers(a: Any, b: Any) -> bool:
    try:
        x, y = np.asarray(a), np.asarray(b)
        if x.shape != y.shape or x.dtype.kind not in "biufc":
            return False
        with np.errstate(all="ignore"):
            return bool(np.allclose(x, y, rtol=RTOL, atol=1e-12, equal_nan=True))
    except (ValueError, TypeError, OverflowError):
        return False


def _read(file: Path) -> dict[str, Twin] | None:
    """Read a cache file; anything amiss means it is made again."""
    try:
        data = protocol.decode(file.read_bytes())
        return {
            name: Twin(
                twin["verdicts"],
                {k: tuple(Outcome(*o) for o in v) for k, v in twin["traces"].items()},
            )
            for name, twin in data.items()
        }
    except (OSError, protocol.WireError, KeyError, TypeError, AttributeError):
        return None


def _write(file: Path, twins: dict[str, Twin]) -> None:
    data = {
        name: {
            "verdicts": twin.verdicts,
            "traces": {k: [tuple(o) for o in v] for k, v in twin.traces.items()},
        }
        for name, twin in twins.items()
    }
    try:
        body = protocol.encode(data)
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".partial")
        partial.write_bytes(body)
        partial.replace(file)
    except (OSError, protocol.WireError):
        return  # a cache that cannot be kept costs time, nothing else
