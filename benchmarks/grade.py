"""``learn grade`` on a class of 1,000, beside what it could cost at least and elsewhere.

    python -m benchmarks.grade [--count N] [--rounds R] [--memory N...]

Every figure of a round is taken in that round, so that ratios hold on a machine that
others use too.  `learn grade` is timed whole: start of the workers, taking in, the
gradebook and the files included.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import itertools
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from benchmarks.classes import Made, hand_in, made
from benchmarks.measure import LEARN, PYTHON, ROOT, machine
from grader.course import Course
from grader.model import Exercise

JOBS = 2
SAMPLE = 40
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

CONFTEST = """\
import numpy as np
import pytest
import {name}
from grader.checks import Submission

@pytest.fixture
def submission():
    return Submission({name})

@pytest.fixture
def rng():
    return np.random.default_rng([0, 4])
"""


class Graded(NamedTuple):
    """One run of `learn grade`."""

    seconds: float
    judging_s: float
    peak_mib: float
    status: dict[str, str]


def graded(place: Path, folder: Path, jobs: int = JOBS) -> Graded:
    """Grade a class anew; sample the memory of the process and its workers."""
    if folder.exists():
        # Not deleted: where thousands of files just were, ext4 is slow to make others.
        folder.rename(tempfile.mkdtemp(prefix="graded-", dir=folder.parent))
    command = [*LEARN, "grade", str(place), "--out", str(folder), "--jobs", str(jobs)]
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    peak: list[float] = [0.0]
    sampler = threading.Thread(target=_sample, args=(process.pid, peak))
    sampler.start()
    _, said = process.communicate()
    lasted = time.perf_counter() - started
    sampler.join()
    if process.returncode != 0:
        sys.exit(f"learn grade ended with {process.returncode}: {said.decode()}")
    status = {}
    with (folder / "results.jsonl").open() as lines:
        for line in lines:
            row = json.loads(line)
            status[row["student"]] = row["status"]
    return Graded(lasted, _judging_s(folder), peak[0], status)


def _judging_s(folder: Path) -> float:
    """Seconds between the first result and the last."""
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as db:
        first, last = db.execute("SELECT min(at), max(at) FROM result").fetchone()
    ends = map(datetime.datetime.fromisoformat, (first, last))
    begun, done = ends
    return (done - begun).total_seconds()


def _sample(pid: int, peak: list[float]) -> None:
    """Keep the most resident memory that a process and its children ever had."""
    while True:
        try:
            listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except OSError:
            return
        peak[0] = max(peak[0], sum(map(_resident_mib, [str(pid), *listed])))
        time.sleep(0.1)


def _resident_mib(pid: str) -> float:
    with contextlib.suppress(OSError, IndexError, ValueError):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return 0.0


def floor(files: list[Path], exercise: Exercise) -> tuple[float, float]:
    """Submissions a second of the bare fork servers: with their start, and without."""
    command = [
        PYTHON,
        str(ROOT / "benchmarks" / "zygote_floor.py"),
        str(exercise.folder),
    ]
    started = time.perf_counter()
    running = [
        subprocess.Popen(
            [*command, *map(str, files[i::JOBS])],
            env=os.environ | ONE_THREAD,
            stdout=subprocess.PIPE,
        )
        for i in range(JOBS)
    ]
    said = [json.loads(process.communicate()[0]) for process in running]
    lasted = time.perf_counter() - started
    return len(files) / lasted, sum(s["n"] / s["seconds"] for s in said)


def plain_pytest(
    files: list[Path],
    exercise: Exercise,
    settings: Mapping[str, str] = MappingProxyType({}),
) -> float:
    """Submissions a second of a pytest process for each, two at a time.

    Parameters
    ----------
    settings : mapping of str to str
        For its environment, e.g. `ONE_THREAD`; as it comes, NumPy starts a thread for
        each processor.
    """
    with tempfile.TemporaryDirectory() as top:
        folders = []
        for i, file in enumerate(files):
            folder = Path(top) / str(i)
            (folder / "grader").mkdir(parents=True)
            shutil.copy(
                ROOT / "benchmarks" / "plain_checks.py", folder / "grader" / "checks.py"
            )
            shutil.copy(file, folder / exercise.stub.name)
            for checks in (exercise.public_checks, exercise.hidden_checks):
                assert checks is not None
                shutil.copy(checks, folder)
            (folder / "conftest.py").write_text(CONFTEST.format(name=exercise.name))
            folders.append(folder)
        started = time.perf_counter()
        with ThreadPoolExecutor(JOBS) as pool:
            for _ in pool.map(lambda folder: _pytest(folder, settings), folders):
                pass
        return len(files) / (time.perf_counter() - started)


def _pytest(folder: Path, settings: Mapping[str, str]) -> None:
    command = [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull,
               "--rootdir", str(folder), str(folder)]  # fmt: skip
    # The plugins of our own developers would make the rival slower than it is.
    own = {"PYTHONPATH": str(folder), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    environment = {**os.environ, **settings, **own}
    silent = subprocess.DEVNULL
    subprocess.run(  # its exit code says what the submission is worth
        command, cwd=folder, env=environment, stdout=silent, stderr=silent, check=False
    )


def right(expected: dict[str, Made], got: Graded) -> int:
    """How many verdicts are what they should be; says which are not."""
    wrong = [
        f"{m.student}: {m.kind}, {got.status.get(m.student)}"
        for m in expected.values()
        if (got.status.get(m.student) == "passed") != m.passes
    ]
    for line in wrong[:10]:
        print(f"  WRONG VERDICT {line}")
    return len(expected) - len(wrong)


def throughput(exercise: Exercise, top: Path, count: int, rounds: int) -> None:
    every = list(made(exercise, count))
    quick = hand_in(top / "quick", exercise, iter(m for m in every if not m.hangs))
    # The floor has no deadline and no limit on output: it gets the harmless ones.
    harmless = [s for s, m in quick.items() if m.kind in ("right", "wrong")]
    place = f"{exercise.slug}/{exercise.stub.name}"
    files = [top / "quick" / student / place for student in harmless]
    _readable(top)
    ratios: dict[str, list[float]] = {"floor": [], "steady": [], "pytest": []}
    ratios["pytest, one BLAS thread"] = []
    for number in range(rounds):
        ours = graded(top / "quick", top / "out")
        rate, steady = len(quick) / ours.seconds, len(quick) / ours.judging_s
        floor_rate, floor_steady = floor(files, exercise)
        pytest_rate = plain_pytest(files[:SAMPLE], exercise)
        ratios["floor"].append(rate / floor_rate)
        ratios["steady"].append(steady / floor_steady)
        ratios["pytest"].append(rate / pytest_rate)
        one_thread = plain_pytest(files[:SAMPLE], exercise, ONE_THREAD)
        ratios["pytest, one BLAS thread"].append(rate / one_thread)
        print(
            f"round {number + 1}: learn grade {rate:.1f} /s ({steady:.1f} /s once "
            f"started), floor {floor_rate:.1f} ({floor_steady:.1f}), pytest "
            f"{pytest_rate:.2f} ({one_thread:.2f} with one BLAS thread); {right(quick, ours)}/{len(quick)} verdicts right; "
            f"{ours.peak_mib:.0f} MiB; {machine()}"
        )
    for name, bar in (
        ("floor", ">= 0.5"),
        ("steady", ""),
        ("pytest", ">= 15"),
        ("pytest, one BLAS thread", ""),
    ):
        some = ratios[name]
        middle = statistics.median(some)
        print(
            f"learn grade / {name}: {middle:.2f} [{min(some):.2f} .. {max(some):.2f}] {bar}"
        )


def hangs(exercise: Exercise, top: Path, count: int) -> None:
    """The hanging ones alone: what they cost beside the sum of their deadlines."""
    every = made(exercise, 4 * count, hostile=1.0)
    some = itertools.islice((m for m in every if m.hangs), count)
    slow = hand_in(top / "slow", exercise, some)
    ours = graded(top / "slow", top / "out")
    least = len(slow) * exercise.spec.limits.call_s / JOBS
    print(
        f"{len(slow)} that hang: {ours.seconds:.1f} s, deadlines / jobs {least:.1f} s, "
        f"ratio {ours.seconds / least:.2f} (<= 1.1); {right(slow, ours)}/{len(slow)} right"
    )


def memory(exercise: Exercise, top: Path, counts: list[int]) -> None:
    peaks = []
    for count in counts:
        place = top / f"class{count}"
        every = hand_in(place, exercise, made(exercise, count, hostile=0.0))
        ours = graded(place, top / "out")
        peaks.append(ours.peak_mib)
        print(
            f"{count}: peak {ours.peak_mib:.1f} MiB, {count / ours.seconds:.1f} /s, "
            f"{right(every, ours)}/{count} right"
        )
        shutil.rmtree(place)
    print(f"most / least: {max(peaks) / min(peaks):.3f} (<= 1.1)")


def _readable(top: Path) -> None:
    """Let the floor's fork servers, which are nobody, read what they are given."""
    top.chmod(0o755)


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="learn-bench-") as top:
        yield Path(top)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--hanging", type=int, default=40)
    parser.add_argument("--memory", type=int, nargs="*", default=[])
    parser.add_argument("--exercise", default="ex04")
    args = parser.parse_args()
    exercise = Course(ROOT).exercise(args.exercise)
    with _folder() as top:
        if args.rounds:
            throughput(exercise, top, args.count, args.rounds)
        if args.hanging:
            hangs(exercise, top, args.hanging)
        if args.memory:
            memory(exercise, top, args.memory)


if __name__ == "__main__":
    main()
