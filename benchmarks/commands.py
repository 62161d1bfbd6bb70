"""Commands and single judgements: what one person waits for."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import LEARN, PYTHON, ROOT, compare, in_turn, seconds
from benchmarks.table import Row, figure

SOLUTION = "reference/ex04_temperature_softmax/solution.py"
WRONG = "reference/ex04_temperature_softmax/wrong/multiply_t.py"
CHECK = [*LEARN, "check", "ex04", "--json", "--file"]
STACK = "import numpy, pytest, click"


def both(found: dict[str, float], digits: int = 0) -> tuple[str, str]:
    """Write ours and theirs in milliseconds."""
    return f"{found['ours_ms']:.{digits}f} ms", f"{found['floor_ms']:.{digits}f} ms"


def check(rounds: int) -> Iterator[Row]:
    """`learn check`, cold, beside the imports that it cannot do without."""
    floor = [PYTHON, "-c", STACK]
    for key, name, file, code in (
        ("check", "`learn check ex04 --json`, cold, full isolation", SOLUTION, 0),
        ("check, wrong", "the same on a wrong file, twins known", WRONG, 1),
    ):
        found = compare([*CHECK, file], floor, rounds, code)
        yield figure(key, name, f"`{STACK}`", both(found), found)


def first(rounds: int) -> Iterator[Row]:
    """The first failing check of an exercise, when no twin has been run yet."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("exercises", "reference"):
            (Path(folder) / name).symlink_to(ROOT / name)
        file = str(ROOT / WRONG)
        command = [*LEARN, "--course", folder, "check", "ex04", "--file", file]
        lasted = seconds(command, expect=1)
        again = min(seconds(command, expect=1) for _ in range(min(rounds, 3)))
    found = {"ours_ms": lasted * 1e3, "floor_ms": again * 1e3, "ratio": lasted / again}
    yield figure(
        "first", "first failing check of ex04, no twin known yet", "any later one",
        both(found), found,
    )  # fmt: skip


def help_(rounds: int) -> Iterator[Row]:
    """`learn --help`, beside its one import."""
    floor = [PYTHON, "-c", "import click"]
    found = compare([*LEARN, "--help"], floor, rounds)
    yield figure("help", "`learn --help`", "`import click`", both(found), found)


def warm(rounds: int) -> Iterator[Row]:
    """One judgement in a process that has judged before, beside a bare worker's."""
    from grader.model import Limits

    levels: list[str] = []

    def floor(_judge: Any, sandbox: Any, _: bytes) -> None:
        worker = sandbox.spawn("ex04", 0, Limits())
        levels.append(worker.ready().level)
        worker.close()

    found = _judged(SOLUTION, rounds * 10, floor)
    yield figure(
        "warm", "one judgement of ex04, warm", "a confined worker that does nothing",
        both(found, 1), found, f"isolation: {levels[-1]}",
    )  # fmt: skip


def diagnosis(rounds: int) -> Iterator[Row]:
    """A failing judgement with diagnosis, beside the same without, twins known."""

    def floor(judge: Any, _: object, source: bytes) -> None:
        judge.run(source)

    found = _judged(WRONG, rounds * 5, floor)
    yield figure(
        "diagnosis", "a failing judgement of ex04 with diagnosis and notes",
        "its checks alone", both(found, 1), found,
    )  # fmt: skip


def _judged(
    file: str, count: int, floor: Callable[[Any, Any, bytes], None]
) -> dict[str, float]:
    """Judge a file again and again, in turn with a floor."""
    from grader.course import Course
    from grader.judge import Judge
    from grader.sandbox.host import Sandbox

    course = Course.find(ROOT)
    source = (ROOT / file).read_bytes()
    judged, bare = [], []
    with Sandbox() as sandbox:
        judge = Judge(course.exercise("ex04"), sandbox)
        judge.judge(source)
        for _ in range(count):
            started = time.perf_counter()
            floor(judge, sandbox, source)
            bare.append(time.perf_counter() - started)
            started = time.perf_counter()
            judge.judge(source)
            judged.append(time.perf_counter() - started)
        judge.engine.close()
    return in_turn(judged, bare)


def loading(rounds: int) -> Iterator[Row]:
    """Every exercise and quiz read, warm, beside parsing their YAML."""
    import yaml

    from grader.course import Course
    from grader.quiz.reader import quizzes

    files = [*ROOT.glob("exercises/*/exercise.yaml"), *ROOT.glob("quizzes/*.yaml")]
    texts = [file.read_text("utf-8") for file in files]
    read, parsed = [], []
    with tempfile.TemporaryDirectory() as cache:
        items = sum(len(q.items) for q in quizzes(Course(ROOT), Path(cache)))
        exercises = 0
        for _ in range(rounds):
            started = time.perf_counter()
            for text in texts:
                yaml.load(text, yaml.CSafeLoader)
            parsed.append(time.perf_counter() - started)
            started = time.perf_counter()
            course = Course(ROOT)
            exercises = len(course.exercises())
            quizzes(course, Path(cache))
            read.append(time.perf_counter() - started)
    found = in_turn(read, parsed)
    found["ms"] = found["ours_ms"]
    yield figure(
        "loading", f"every exercise and quiz read, warm: {exercises} and {items} items",
        "their YAML parsed in C", both(found), found,
    )  # fmt: skip


def watch(rounds: int) -> Iterator[Row]:
    """`learn watch`, from a rename to the whole screen."""
    from benchmarks.watch import watch as watched

    parts = [watched(max(4, rounds * 4 // 3)) for _ in range(3)]
    parts.sort(key=lambda one: one["ratio"])
    found = parts[1] | {"best": parts[0]["ratio"], "worst": parts[2]["ratio"]}
    found["ms"] = found["ours_ms"]
    yield figure(
        "watch",
        f"`learn watch`, from a rename to the whole screen, without "
        f"{found['settle_ms']:.0f} ms of settling",
        "a new confined worker and the checks' calls into it, no pytest",
        both(found), found, f"95 %: {found['p95_ms']:.0f} ms",
    )  # fmt: skip


def report(rounds: int) -> Iterator[Row]:
    """`learn report` on months of work, cold."""
    from benchmarks import report as page

    found = page.report(rounds)
    found["ms"] = found["ours_ms"]
    yield figure(
        "report",
        f"`learn report`, cold, {page.EXERCISES} exercises, {page.ATTEMPTS} attempts, "
        f"{page.QUESTIONS} questions",
        "`import numpy, matplotlib, jinja2`", both(found), found,
        f"{found['kb']:.0f} KB, {found['gather_ms']:.0f} ms of it gathering",
    )  # fmt: skip


def walls(rounds: int) -> Iterator[Row]:
    """Every wall around one submission, beside one bare fork."""
    from benchmarks.isolation import BARE, SHIPPED, added, isolation

    for user, costs in isolation(rounds * 5).items():
        more = [added(costs, SHIPPED, BARE, which) for which in (0, 1)]
        ours, floor = (
            statistics.median(c[0] for c in costs[r]) for r in (SHIPPED, BARE)
        )
        found = {"ratio": ours / floor, "ms": max(more)}
        key = f"walls, {user}"
        yield figure(
            key, f"every wall around one submission, as {user}",
            "one bare fork (wall by wall: `python -m benchmarks.isolation`)",
            (f"{ours:.1f} ms", f"{floor:.1f} ms"), found,
            f"adds {more[0]:+.1f} ms, {more[1]:+.1f} until it is gone",
        )  # fmt: skip


def similar(rounds: int) -> Iterator[Row]:
    """`learn similar` in a class, beside cutting its files into words."""
    from benchmarks.similar import speed

    count = 1000 if rounds >= 10 else 100
    found = speed(count)
    found |= {"ours_ms": found["ours_s"] * 1e3, "floor_ms": found["tokenize_s"] * 1e3}
    yield figure(
        "similar", f"searching {count:,} submissions of ex04 for similar ones, CPU time",
        "Python's `tokenize` on them", both(found), found,
    )  # fmt: skip
