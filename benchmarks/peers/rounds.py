"""Our platform and its peers take turns with the same class."""

from __future__ import annotations

import contextlib
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from benchmarks.classes import HANGING, made
from benchmarks.measure import ROOT, Meter
from benchmarks.peers import venvs
from benchmarks.peers.graders import Done, Learn, Peer, Work
from benchmarks.table import Row, figure
from grader.course import Course
from grader.model import Exercise

JOBS = 2
PATIENCE_S = 900.0
"""For a process that is expected to end."""


class Class(NamedTuple):
    """What has been handed in, and what is to become of it."""

    files: dict[str, Path]
    passes: dict[str, bool]
    endless: dict[str, Path]
    """The one that never ends, kept apart."""


class Batch(NamedTuple):
    """A class graded once."""

    seconds: float
    cpu_s: float
    verdicts: dict[str, bool | None]


class Turns(NamedTuple):
    """What all rounds have shown of one grader."""

    peer: Peer
    waits: list[float]
    """Seconds for one right submission."""
    batches: list[Batch]
    broken: list[str]
    """Why it could not be measured, if so."""


Endless = dict[str, str]
"""How each grader ended with the endless submission."""


def make_class(exercise: Exercise, folder: Path, count: int) -> Class:
    """Write a class of right and wrong files, one that does not load, one endless."""
    files, passes = {}, {}
    for number, one in enumerate(made(exercise, count, hostile=0.0)):
        file = folder / f"{one.student}.py"
        file.parent.mkdir(exist_ok=True)
        source = one.source
        if number == 1:
            text = HANGING["endless when called"]
            source = text.replace("{f}", next(iter(exercise.spec.functions))).encode()
        if number == 3:
            source = source.replace(b"):", b":", 1)  # a bracket is missing
        file.write_bytes(source)
        files[one.student], passes[one.student] = file, one.passes
    last = list(files)[1]
    endless = {last: files.pop(last)}
    return Class(files, passes, endless)


def run(work: Work, peer: Peer, cap_s: float = PATIENCE_S) -> Done:
    """Run one process to its end, or to the cap: then it is stopped with all below it."""
    started = time.monotonic()
    process = subprocess.Popen(
        work.command, cwd=work.folder, env=peer.environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        code: int | None = process.wait(cap_s)
    except subprocess.TimeoutExpired:
        code = None
        for pid in [*_below(process.pid), process.pid]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()
    return Done(work, time.monotonic() - started, code)


def _below(pid: int) -> list[int]:
    """Find every process below one: kernels of notebooks lead groups of their own."""
    found = []
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (thread / "children").read_text().split()):
                found += [child, *_below(child)]
    return found


def graded(peer: Peer, files: dict[str, Path], jobs: int) -> Batch:
    """Grade files with so many processes at a time."""
    with _folder() as folder:
        works = peer.lay_out(files, folder / "run", jobs)
        meter, started = Meter.start(), time.perf_counter()
        with ThreadPoolExecutor(jobs) as pool:
            ended = list(pool.map(lambda work: run(work, peer), works))
        lasted = time.perf_counter() - started
        cpu = meter.cpu_s()
        verdicts: dict[str, bool | None] = {}
        for done in ended:
            verdicts |= peer.verdicts(done)
    return Batch(lasted, cpu, verdicts)


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(
        prefix="learn-peers-", ignore_cleanup_errors=True
    ) as top:
        yield Path(top)


def rounds(
    peers: list[type[Peer]], number: int, count: int, cap_s: float = 0.0
) -> tuple[list[Turns], Endless, Class]:
    """Let all take turns; then give each the endless submission.

    Parameters
    ----------
    cap_s : float
        When to stop what does not end by itself; 0 leaves the endless one out.
    """
    exercise = Course(ROOT).exercise("ex04")
    kinds: list[type[Peer]] = [Learn, *peers]
    with _folder() as top:
        some = make_class(exercise, top / "class", count)
        turns = [Turns(kind(venvs.HOME / kind.name), [], [], []) for kind in kinds]
        for one in turns:
            _tried(one, one.peer.prepare, exercise, top / "peers")
            _tried(one, _one, one.peer, exercise)  # bytecode and page cache
        for n in range(number):
            for one in turns[n % len(turns) :] + turns[: n % len(turns)]:
                _tried(one, _turn, one, exercise, some)
            print(f"  round {n + 1} of {number}: {_progress(turns)}", file=sys.stderr)
        endless = _endless(turns, some, cap_s) if cap_s else {}
    return turns, endless, some


def _tried(turns: Turns, step: Callable[..., object], *given: object) -> None:
    """Let no grader that breaks stop the others."""
    if turns.broken:
        return
    try:
        step(*given)
    except (Exception, SystemExit) as error:  # noqa: BLE001  (other people's programs)
        turns.broken.append(f"{type(error).__name__}: {error}"[:300])


def _turn(turns: Turns, exercise: Exercise, some: Class) -> None:
    turns.waits.append(_one(turns.peer, exercise))
    turns.batches.append(graded(turns.peer, some.files, JOBS))


def _one(peer: Peer, exercise: Exercise) -> float:
    """Seconds for one right submission."""
    assert exercise.solution is not None
    one = graded(peer, {"reference": exercise.solution}, 1)
    if one.verdicts != {"reference": True}:
        raise SystemExit(f"the reference solution got {one.verdicts}")
    return one.seconds


def _progress(turns: list[Turns]) -> str:
    return ", ".join(
        f"{one.peer.name} {one.waits[-1]:.2f} s and {one.batches[-1].seconds:.1f} s"
        if one.batches
        else f"{one.peer.name} {one.broken}"
        for one in turns
    )


def _endless(turns: list[Turns], some: Class, cap_s: float) -> Endless:
    """Give each grader the endless submission, all at once: most wait for the cap."""
    print(f"  the endless submission: up to {cap_s:.0f} s", file=sys.stderr)

    def one(turn: Turns) -> str:
        peer = turn.peer
        try:
            with _folder() as folder:
                (work,) = peer.lay_out(some.endless, folder / "run", 1)
                done = run(work, peer, cap_s)
                if done.code is None:
                    return f"stopped by us after {done.seconds:.0f} s ({peer.limit})"
                (verdict,) = peer.verdicts(done).values()
        except Exception as error:  # noqa: BLE001  (other people's programs)
            return f"{type(error).__name__}: {error}"[:300]
        told = {True: "**passed**", False: "failed", None: "no verdict"}[verdict]
        return f"{told} after {done.seconds:.1f} s ({peer.limit})"

    whole = [turn for turn in turns if not turn.broken]
    with ThreadPoolExecutor(len(turns)) as pool:
        told = pool.map(one, whole)
        return dict(zip((turn.peer.name for turn in whole), told, strict=True))


def right(one: Turns, some: Class) -> str:
    """Say how many verdicts were right in every round, and name some that were not."""
    wrong = [
        student
        for student in some.files
        if any(b.verdicts.get(student) is not some.passes[student] for b in one.batches)
    ]
    told = f"{len(some.files) - len(wrong)}/{len(some.files)}"
    return told + (f" (not {', '.join(wrong[:3])})" if wrong else "")


def rate(batch: Batch) -> float:
    """Submissions a second."""
    return len(batch.verdicts) / batch.seconds


def table(turns: list[Turns], endless: Endless, some: Class) -> list[Row]:
    """Write a row for each grader; ratios are taken within a round."""
    ours = turns[0]
    rows = []
    for one in turns:
        name = one.peer.name
        if one.broken or ours.broken or not one.batches:
            why = (one.broken or ours.broken or ["not measured"])[0]
            rows.append(Row(name, {"grader": f"{name}: {why}"}))
            continue
        waits = [b / a for a, b in zip(ours.waits, one.waits, strict=True)]
        pairs = zip(ours.batches, one.batches, strict=True)
        rates = [rate(a) / rate(b) for a, b in pairs]
        each = [b.cpu_s / len(b.verdicts) for b in one.batches]
        shown = venvs.version(type(one.peer)) if one.peer.packages else ""
        middle = statistics.median(map(rate, one.batches))
        cells = {
            "grader": f"{name} {shown}".strip() + f": {one.peer.beside}",
            "one check": f"{statistics.median(one.waits):.2f} s",
            "`learn check` is faster": "" if one is ours else _ends(waits),
            f"submissions a second, {JOBS} at a time": f"{middle:.2f}",
            "`learn grade` is faster": "" if one is ours else _ends(rates),
            "CPU, a submission": f"{statistics.median(each):.3f} s",
            "verdicts right": right(one, some),
        }
        if name in endless:
            cells["the endless submission"] = endless[name]
        values = {
            "wait_s": statistics.median(one.waits),
            "per_s": middle,
            "cpu_s": statistics.median(each),
        }
        rows.append(Row(name, cells, {k: round(v, 4) for k, v in values.items()}))
    return rows


def _ends(ratios: list[float]) -> str:
    """Write how many times as fast we are: the median, the best and the worst."""
    middle = statistics.median(ratios)
    return f"{middle:.1f} × ({max(ratios):.1f} .. {min(ratios):.1f})"


def figures(turns: list[Turns]) -> Iterator[Row]:
    """Write the same as rows of the one table."""
    ours = turns[0]
    for one in turns[1:]:
        name = one.peer.name
        if one.broken or ours.broken or not one.batches:
            continue
        pairs = list(zip(ours.waits, one.waits, strict=True))
        yield _figure(
            f"peers, {name}, one", "`learn check ex04`, cold, one right submission",
            f"{name}: one right submission", pairs, "s",
        )  # fmt: skip
        both = zip(ours.batches, one.batches, strict=True)
        pairs = [(rate(a), rate(b)) for a, b in both]
        count = len(ours.batches[-1].verdicts)
        yield _figure(
            f"peers, {name}, class", f"`learn grade`, {count} submissions, {JOBS} jobs",
            f"{name}: the same, {JOBS} at a time", pairs, "/s",
        )  # fmt: skip


def _figure(
    key: str, name: str, beside: str, pairs: list[tuple[float, float]], unit: str
) -> Row:
    ours, theirs = (statistics.median(some) for some in zip(*pairs, strict=True))
    ratios = [a / b for a, b in pairs]
    found = {"ours": ours, "theirs": theirs, "ratio": statistics.median(ratios)}
    found |= {"best": min(ratios), "worst": max(ratios)}
    return figure(
        key, name, beside, (f"{ours:.2f} {unit}", f"{theirs:.2f} {unit}"), found
    )
