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
import itertools
import os
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from grader import __version__
from grader.course import exercise_files, fingerprint
from grader.errors import BrokenError
from grader.judge import precomputed
from grader.judge.engine import Engine
from grader.judge.precomputed import Seen
from grader.judge.run import RawResult, open_session, run
from grader.model import FAILING, Exercise, Verdict
from grader.numeric import as_numbers
from grader.sandbox import protocol
from grader.sandbox.host import Sandbox
from grader.sandbox.session import Outcome, Session

RTOL = 1e-6
"""Two styles of one mistake differ by rounding, never by this much."""


class Twins:
    """What the known-wrong submissions do; each check is run when it matters.

    Parameters
    ----------
    engine : Engine
        Of `exercise`.
    seed : int
        The grading seed, so that inputs are those that the learner's code got.
    cache : Path or None
        A folder to keep outcomes in, by the hash of all that they follow from.
    """

    def __init__(
        self,
        engine: Engine,
        exercise: Exercise,
        sandbox: Sandbox,
        seed: int,
        cache: Path | None = None,
    ) -> None:
        self.engine, self.exercise, self.sandbox = engine, exercise, sandbox
        self.seed = seed
        self._files = {f.stem: f for f in exercise.submissions("wrong")}
        self._file = self._cache_file(cache) if cache is not None else None
        self._seen = _read(self._file) if self._file is not None else {}
        if exercise.reference is None:
            self._seen = precomputed.read(exercise, seed)
        self._grown = False

    @property
    def names(self) -> list[str]:
        """The misconceptions that have a known-wrong submission."""
        return list(self._files or self._seen)

    def on(self, name: str, checks: Iterable[str]) -> dict[str, Seen]:
        """Say what one known-wrong submission does on these checks.

        Raises
        ------
        BrokenError
            When a check breaks on it: the fault is the exercise's.
        """
        missing = set(checks) - self._seen.get(name, {}).keys()
        if missing and name in self._files:
            self._note(name, self._open(name), missing)
        seen = self._seen.get(name, {})
        return {id: seen[id] for id in checks if id in seen}

    def on_each(self, checks: Collection[str]) -> dict[str, dict[str, Seen]]:
        """Say what every known-wrong submission does on these checks.

        The next one's worker starts while one runs.
        """
        waiting = [n for n in self._files if set(checks) - self._seen.get(n, {}).keys()]
        ahead = [self._open(waiting[0])] if waiting else []
        for name, following in itertools.zip_longest(waiting, waiting[1:]):
            current = ahead.pop()
            if following is not None:
                ahead.append(self._open(following))
            try:
                missing = set(checks) - self._seen.get(name, {}).keys()
                self._note(name, current, missing)
            except BrokenError:
                for session in ahead:
                    session.close()
                raise
        return {name: self.on(name, checks) for name in self.names}

    def fill(self, before: Callable[[float], None] = lambda _: None) -> None:
        """Learn what every known-wrong submission does on every check, in one go.

        For many submissions this is cheaper than learning it check by check.

        Parameters
        ----------
        before : callable
            Is told how many seconds it may take at most, if it takes any.
        """
        every = {check.id for check in self.engine.checks if not check.lent}
        missing = [n for n in self._files if every - self._seen.get(n, {}).keys()]
        if missing:
            before(len(missing) * self.exercise.spec.limits.submission_s)
            self.on_each(every)

    def _open(self, name: str) -> Session:
        source = self._files[name].read_bytes()
        return open_session(self.sandbox, self.exercise, source, self.seed)

    def _note(self, name: str, session: Session, checks: set[str]) -> None:
        """Run these checks and remember what they did."""
        outcome = run(
            self.engine, self.exercise, session, self.seed, anchors=False, only=checks
        )
        for result in outcome.results:
            if result.verdict is Verdict.BROKEN:
                raise BrokenError(
                    f"the check {result.check.id!r} breaks on a known-wrong submission",
                    where=str(self._files[name]),
                    fix=result.message,
                )
        self.learn(name, outcome.results)

    def learn(self, name: str, results: Iterable[RawResult]) -> None:
        """Remember what checks did on a known-wrong submission that was run elsewhere."""
        seen = {r.check.id: Seen(r.verdict.value, r.trace) for r in results}
        self._seen.setdefault(name, {}).update(seen)
        self._grown = True

    def _cache_file(self, folder: Path) -> Path:
        files = [*exercise_files(self.exercise), *self._files.values()]
        basis = (fingerprint(files), __version__, np.__version__, str(self.seed))
        key = hashlib.sha256("\0".join(basis).encode()).hexdigest()[:32]
        return folder / f"{self.exercise.id}-{key}.twins"

    def save(self) -> None:
        """Write what was learned since the cache was read."""
        if self._file is None or not self._grown:
            return
        data = {
            name: {
                id: [s.verdict, [tuple(o) for o in s.trace]]
                for id, s in by.items()
                # A machine that stalled once must not say so for ever.
                if not any(o.kind in ("timeout", "gone") for o in s.trace)
            }
            for name, by in self._seen.items()
        }
        try:
            body = protocol.encode(data)
            self._file.parent.mkdir(parents=True, exist_ok=True)
            partial = self._file.with_suffix(f".{os.getpid()}")
            partial.write_bytes(body)
            partial.replace(self._file)
        except (OSError, protocol.WireError):
            return  # a cache that cannot be kept costs time, nothing else
        self._grown = False


def _read(file: Path) -> dict[str, dict[str, Seen]]:
    """Read a cache file; anything amiss means it is made again."""
    try:
        data = protocol.decode(file.read_bytes())
        return {
            name: {
                id: Seen(verdict, tuple(Outcome(*o) for o in trace))
                for id, (verdict, trace) in by.items()
            }
            for name, by in data.items()
        }
    except (OSError, protocol.WireError, ValueError, TypeError, AttributeError):
        return {}


def candidates(
    results: tuple[RawResult, ...], twins: Twins
) -> dict[str, tuple[str, ...]]:
    """Say for each failed check which misconceptions it shows.

    Returns
    -------
    dict of str to tuple of str
        By check id; no entry where no twin matches.
    """
    failed = {r.check.id: r for r in results if r.verdict in FAILING and r.trace}
    passed = [r.check.id for r in results if r.verdict is Verdict.PASSED]
    matches: dict[str, list[str]] = {}
    fallback: dict[str, list[str]] = {}
    explained: dict[str, int] = {}
    for name, on_failed in twins.on_each(failed).items() if failed else ():
        alike = [
            id
            for id, seen in on_failed.items()
            if seen.failed and same_trace(seen.trace, failed[id].trace)
        ]
        if not alike:
            continue
        explained[name] = len(alike)
        refuted = any(s.failed for s in twins.on(name, passed).values())
        # What passes where the twin fails is not quite the twin's mistake; that
        # it is the same at heart takes agreement on every failure, two at least.
        if refuted and (len(alike) < 2 or len(alike) < len(failed)):
            continue
        for id in alike:
            (fallback if refuted else matches).setdefault(id, []).append(name)
    best: dict[str, tuple[str, ...]] = {}
    for id, names in (matches or fallback).items():
        most = max(explained[n] for n in names)
        best[id] = tuple(n for n in names if explained[n] == most)
    return best


def same_trace(
    a: tuple[Outcome, ...], b: tuple[Outcome, ...], rtol: float = RTOL
) -> bool:
    """Compare two traces: kinds and names exactly, numbers to `rtol`."""
    return len(a) == len(b) and all(
        x.kind == y.kind and x.mutated == y.mutated and _same(x.value, y.value, rtol)
        for x, y in zip(a, b, strict=True)
    )


def _same(a: Any, b: Any, rtol: float) -> bool:
    if isinstance(a, dict) or isinstance(b, dict):
        return (
            isinstance(a, dict)
            and isinstance(b, dict)
            and a.keys() == b.keys()
            and all(_same(a[k], b[k], rtol) for k in a)
        )
    a = bool(a) if isinstance(a, np.bool_) else a
    b = bool(b) if isinstance(b, np.bool_) else b
    if _is_plain(a) or _is_plain(b):
        return type(a) is type(b) and bool(a == b)
    if _is_sequence(a) and _is_sequence(b) and not (_flat(a) and _flat(b)):
        return len(a) == len(b) and all(
            _same(x, y, rtol) for x, y in zip(a, b, strict=True)
        )
    return _same_numbers(a, b, rtol)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, (str, bytes, bool, np.bool_, set))


def _is_sequence(value: object) -> bool:
    return isinstance(value, (list, tuple))


def _flat(value: Any) -> bool:
    return all(isinstance(v, (int, float, np.number)) for v in value)


def _same_numbers(a: Any, b: Any, rtol: float) -> bool:
    x, y = as_numbers(a), as_numbers(b)
    if x is None or y is None:
        return False
    try:
        kinds = {x.dtype.kind, y.dtype.kind}
        if x.shape != y.shape or not (kinds <= set("iufc") or kinds == {"b"}):
            return False
        if kinds == {"b"}:
            return bool((x == y).all())
        with np.errstate(all="ignore"):
            # np.allclose says the same, eight times as slowly.
            near = np.abs(x - y) <= 1e-12 + rtol * np.abs(y)
            return bool((near | (x == y) | ((x != x) & (y != y))).all())
    except (ValueError, TypeError, OverflowError, MemoryError):
        return False
