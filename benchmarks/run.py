"""`make bench`: every figure as a ratio against a floor, in one run.

Nothing here passes or fails: a bar is stated beside its figure, and a person
reads it.  No test asserts a time.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.isolation import BARE, SHIPPED, added, isolation
from benchmarks.measure import LEARN, PYTHON, ROOT, compare, machine, seconds
from benchmarks.report import ATTEMPTS, EXERCISES, QUESTIONS, report
from benchmarks.watch import watch

SOLUTION = "reference/ex04_temperature_softmax/solution.py"
WRONG = "reference/ex04_temperature_softmax/wrong/multiply_t.py"


def commands(rounds: int) -> list[tuple[str, str, dict[str, float]]]:
    """Cold commands against the imports that they cannot do without."""
    stack = [PYTHON, "-c", "import numpy, pytest, click"]
    click = [PYTHON, "-c", "import click"]
    check = [*LEARN, "check", "ex04", "--json", "--file"]
    return [
        (
            "`learn check ex04 --json`, cold, full isolation / `import numpy, pytest, click`",
            "<= 1.8",
            compare([*check, SOLUTION], stack, rounds),
        ),
        (
            "the same on a wrong file, twins known / the same floor",
            "",
            compare([*check, WRONG], stack, rounds, expect=1),
        ),
        (
            "`learn --help` / `import click`",
            "<= 1.5",
            compare([*LEARN, "--help"], click, rounds),
        ),
    ]


def first_diagnosis() -> float:
    """Seconds of the first failing check, when no twin has been run yet."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("exercises", "reference"):
            (Path(folder) / name).symlink_to(ROOT / name)
        command = [
            *LEARN,
            "--course",
            folder,
            "check",
            "ex04",
            "--file",
            str(ROOT / WRONG),
        ]
        return seconds(command, expect=1)


def warm_judging(count: int) -> dict[str, float]:
    """Milliseconds per judgement in one process, beside a bare worker's."""
    from grader.course import Course
    from grader.judge import Judge
    from grader.model import Limits
    from grader.sandbox.host import Sandbox

    course = Course.find(ROOT)
    source = (ROOT / SOLUTION).read_bytes()
    judged, bare = [], []
    with Sandbox() as sandbox:
        judge = Judge(course.exercise("ex04"), sandbox)
        for _ in range(count):
            started = time.perf_counter()
            worker = sandbox.spawn("ex04", 0, Limits())
            level = worker.ready().level
            worker.close()
            bare.append(time.perf_counter() - started)
            started = time.perf_counter()
            judge.judge(source)
            judged.append(time.perf_counter() - started)
    print(f"  isolation level: {level}")
    ours, floor = statistics.median(judged), statistics.median(bare)
    return {"ours_ms": ours * 1e3, "floor_ms": floor * 1e3, "ratio": ours / floor}


def diagnosis_cost(count: int) -> dict[str, float]:
    """A failing judgement with diagnosis, beside the same without, twins known."""
    from grader.course import Course
    from grader.judge import Judge
    from grader.sandbox.host import Sandbox

    course = Course.find(ROOT)
    source = (ROOT / WRONG).read_bytes()
    judged, bare = [], []
    with Sandbox() as sandbox:
        judge = Judge(course.exercise("ex04"), sandbox)
        judge.judge(source)
        for _ in range(count):
            started = time.perf_counter()
            judge.run(source)
            bare.append(time.perf_counter() - started)
            started = time.perf_counter()
            judge.judge(source)
            judged.append(time.perf_counter() - started)
    ours, floor = statistics.median(judged), statistics.median(bare)
    return {"ours_ms": ours * 1e3, "floor_ms": floor * 1e3, "ratio": ours / floor}


def course_loading(count: int) -> dict[str, float]:
    """Milliseconds to read every exercise and quiz, warm, beside parsing their YAML."""
    import yaml

    from grader.course import Course
    from grader.quiz.reader import quizzes

    files = [*ROOT.glob("exercises/*/exercise.yaml"), *ROOT.glob("quizzes/*.yaml")]
    texts = [file.read_text("utf-8") for file in files]
    read, parsed = [], []
    with tempfile.TemporaryDirectory() as cache:
        items = sum(len(q.items) for q in quizzes(Course(ROOT), Path(cache)))
        for _ in range(count):
            started = time.perf_counter()
            for text in texts:
                yaml.load(text, yaml.CSafeLoader)
            parsed.append(time.perf_counter() - started)
            started = time.perf_counter()
            course = Course(ROOT)
            exercises = len(course.exercises())
            quizzes(course, Path(cache))
            read.append(time.perf_counter() - started)
    print(f"  the course holds {exercises} exercises and {items} quiz items")
    ours, floor = statistics.median(read), statistics.median(parsed)
    return {"ours_ms": ours * 1e3, "floor_ms": floor * 1e3, "ratio": ours / floor}


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    print(machine())
    print("| figure | ours ms | floor ms | ratio | best .. worst | bar |")
    print("|---|---|---|---|---|---|")
    for name, bar, row in commands(rounds):
        print(
            f"| {name} | {row['ours_ms']:.0f} | {row['floor_ms']:.0f} "
            f"| {row['ratio']:.2f} | {row['best']:.2f} .. {row['worst']:.2f} | {bar} |"
        )
    row = warm_judging(rounds * 10)
    print(
        f"| one judgement of ex04, warm / a confined worker that does nothing "
        f"| {row['ours_ms']:.1f} | {row['floor_ms']:.1f} | {row['ratio']:.2f} | | |"
    )
    for user, costs in isolation(rounds * 5).items():
        answered, gone = (added(costs, SHIPPED, BARE, which) for which in (0, 1))
        print(
            f"| every wall around one submission as {user}, beside one bare fork (wall by wall: "
            f"`python -m benchmarks.isolation`) | {answered:+.1f}, {gone:+.1f} until it is gone "
            f"| | | | <= +5 ms |"
        )
    row = watch(rounds * 4)
    print(
        f"| `learn watch`, from a rename to the whole screen, without {row['settle_ms']:.0f} ms "
        f"of settling / a new confined worker and the checks' calls into it, no pytest "
        f"| {row['ours_ms']:.0f} (95 %: {row['p95_ms']:.0f}) | {row['floor_ms']:.1f} "
        f"| {row['ratio']:.2f} | | <= 60 ms, <= 4 |"
    )
    row = report(rounds)
    print(
        f"| `learn report`, cold, {EXERCISES} exercises, {ATTEMPTS} attempts, {QUESTIONS} questions, "
        f"{row['kb']:.0f} KB, {row['gather_ms']:.0f} ms of it gathering / "
        f"`import numpy, matplotlib, jinja2` | {row['ours_ms']:.0f} | {row['floor_ms']:.0f} "
        f"| {row['ratio']:.2f} | {row['best']:.2f} .. {row['worst']:.2f} | <= 2000 ms, <= 600 KB |"
    )
    row = diagnosis_cost(rounds * 5)
    print(
        f"| a failing judgement of ex04 with diagnosis and notes / its checks alone "
        f"| {row['ours_ms']:.1f} | {row['floor_ms']:.1f} | {row['ratio']:.2f} | | <= 1.3 |"
    )
    row = course_loading(rounds)
    print(
        f"| every exercise and quiz read, warm / their YAML parsed in C "
        f"| {row['ours_ms']:.0f} | {row['floor_ms']:.0f} | {row['ratio']:.2f} | | <= 60 ms |"
    )
    print(
        f"| first failing check of ex04, no twin known yet | {first_diagnosis() * 1e3:.0f} | | | | |"
    )


if __name__ == "__main__":
    main()
