"""A class is graded: throughput, what hangs, and memory, as rows of the one table."""

from __future__ import annotations

import contextlib
import io
import itertools
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import grade
from benchmarks.classes import HANGING, Made, hand_in, made
from benchmarks.measure import ROOT
from benchmarks.table import Row, figure
from grader.course import Course
from grader.model import Exercise

JOBS = grade.JOBS


@contextlib.contextmanager
def place() -> Iterator[tuple[Path, Exercise]]:
    """Give a folder that every user may read, and the exercise."""
    with tempfile.TemporaryDirectory(prefix="learn-bench-") as top:
        Path(top).chmod(0o755)  # the floor's fork servers are nobody
        yield Path(top), Course(ROOT).exercise("ex04")


def right(expected: dict[str, Made], got: grade.Graded) -> str:
    """Say how many verdicts are what they should be, and which are not."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        count = grade.right(expected, got)
    wrong = " ".join(said.getvalue().split())
    return f"{count}/{len(expected)} verdicts right" + (f": {wrong}" if wrong else "")


def throughput(count: int, rounds: int) -> Iterator[Row]:
    """`learn grade` on a class, beside a bare fork server and pytest processes."""
    with place() as (top, exercise):
        some = (m for m in made(exercise, count) if not m.hangs)
        quick = hand_in(top / "class", exercise, some)
        file = f"{exercise.slug}/{exercise.stub.name}"
        # The floor has no deadline and no limit on output: it gets the harmless ones.
        harmless = [s for s, m in quick.items() if m.kind in ("right", "wrong")]
        files = [top / "class" / student / file for student in harmless]
        took, verdicts = [], ""
        for _ in range(rounds):
            ours = grade.graded(top / "class", top / "out")
            floor = grade.floor(files, exercise)
            sample = files[: grade.SAMPLE]
            pytest = grade.plain_pytest(sample, exercise)
            one_thread = grade.plain_pytest(sample, exercise, grade.ONE_THREAD)
            rates = len(quick) / ours.seconds, len(quick) / ours.judging_s
            took.append((*rates, *floor, pytest, one_thread))
            verdicts = right(quick, ours)
    whole, steady, floor_whole, floor_steady, beside, lean = zip(*took, strict=True)
    name = f"`learn grade`, {len(quick):,} submissions of ex04, {JOBS} jobs"
    bare = f"bare fork server, obvious order, all walls, {JOBS} of them"
    yield _rates("grade / floor", name, bare, whole, floor_whole, verdicts)
    yield _rates(
        "grade, steady", "the same once started", "the same", steady, floor_steady
    )
    yield _rates(
        "grade / pytest", name, f"a pytest process each, {JOBS} at a time, no isolation",
        whole, beside,
    )  # fmt: skip
    yield _rates(
        "grade / pytest, lean", "the same", "the same, told to use one BLAS thread",
        whole, lean,
    )  # fmt: skip


def _rates(
    key: str,
    name: str,
    beside: str,
    ours: tuple[float, ...],
    theirs: tuple[float, ...],
    remark: str = "",
) -> Row:
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    found = {
        "per_s": statistics.median(ours),
        "floor_per_s": statistics.median(theirs),
        "ratio": statistics.median(ratios),
        "best": max(ratios),
        "worst": min(ratios),
    }
    shown = f"{found['per_s']:.1f} /s", f"{found['floor_per_s']:.1f} /s"
    return figure(key, name, beside, shown, found, remark)


def endless(rounds: int) -> Iterator[Row]:
    """What one endless submission adds to a run, beside its submission's limit."""
    with place() as (top, exercise):
        limits = exercise.spec.limits
        for name, more in (("with", 1), ("without", 0)):
            folder = top / name
            every = hand_in(folder, exercise, made(exercise, 20, hostile=0.0))
            if more:
                text = HANGING["endless when called"]
                source = text.replace("{f}", next(iter(exercise.spec.functions)))
                last = folder / max(every) / exercise.slug / exercise.stub.name
                last.write_text(source)
        added, checks = [], 0
        for _ in range(rounds):
            without, with_ = (
                grade.graded(top / name, top / "out", jobs=1).seconds
                for name in ("without", "with")
            )
            added.append(with_ - without)
        for tests in (exercise.public_checks, exercise.hidden_checks):
            checks += tests.read_text("utf-8").count("\ndef test_") if tests else 0
    cost = statistics.median(added)
    found = {
        "s": max(added),
        "ratio": cost / limits.submission_s,
        "best": min(added) / limits.submission_s,
        "worst": max(added) / limits.submission_s,
    }
    yield figure(
        "endless", f"what one endless submission adds to `learn grade` ({checks} checks)",
        f"its submission's limit (one call's is {limits.call_s:g} s)",
        (f"{cost:.1f} s", f"{limits.submission_s:g} s"), found,
    )  # fmt: skip


def hanging(count: int, rounds: int) -> Iterator[Row]:
    """The hanging ones alone: what they cost beside the sum of their deadlines."""
    with place() as (top, exercise):
        some = (m for m in made(exercise, 4 * count, hostile=1.0) if m.hangs)
        slow = hand_in(top / "slow", exercise, itertools.islice(some, count))
        runs = [grade.graded(top / "slow", top / "out") for _ in range(rounds)]
        least = len(slow) * exercise.spec.limits.call_s / JOBS
        verdicts = right(slow, runs[-1])
    took = [one.seconds for one in runs]
    ratios = [s / least for s in took]
    found = {
        "ratio": statistics.median(ratios),
        "best": min(ratios),
        "worst": max(ratios),
    }
    yield figure(
        "hanging", f"`learn grade`, {len(slow)} submissions that hang, {JOBS} jobs",
        "the sum of their deadlines / jobs",
        (f"{statistics.median(took):.1f} s", f"{least:.1f} s"), found, verdicts,
    )  # fmt: skip


def memory(counts: tuple[int, int]) -> Iterator[Row]:
    """The most memory that `learn grade` and its workers take, few and many."""
    peaks, verdicts = [], ""
    with place() as (top, exercise):
        for count in counts:
            folder = top / f"class{count}"
            every = hand_in(folder, exercise, made(exercise, count, hostile=0.0))
            ours = grade.graded(folder, top / "out")
            peaks.append(ours.peak_mib)
            verdicts = right(every, ours)
            shutil.rmtree(folder)
    few, many = peaks
    found = {"ratio": many / few, "few_mib": few, "many_mib": many}
    yield figure(
        "memory", f"memory of `learn grade` with {counts[1]:,} submissions, {JOBS} jobs",
        f"with {counts[0]:,}", (f"{many:.0f} MiB", f"{few:.0f} MiB"), found, verdicts,
    )  # fmt: skip
