"""Precision and recall of `learn similar` on planted copies, and what a class costs.

    python -m benchmarks.similar [--rounds N] [--sweep] [--speed N]

A class of an exercise is everything that was written for it independently: the files of
``tests/independent`` and the right ones in other styles (``reference/*/right``).  Into
each class three copies are planted, of two of its files and of a known-wrong submission
that joins it; every pair of files that are not a copy and its source is unrelated.
Nothing is random but the seed's choice.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import ROOT
from benchmarks.plants import PLANTS
from grader.classroom.model import Student, Submitted
from grader.classroom.similar import search as searching
from grader.classroom.similar import winnowing
from grader.classroom.similar.classes import known_to_all
from grader.course import Course
from grader.model import Exercise

CHOSEN = {
    "ex36": set(
        "trusting starts_over as_they_come "  # one of each style
        "columns_inside layer_objects noisy sample_loops".split()  # not he_for_output
    )
}
"""Where not all were written independently: those of ex36 in tests/independent are in
three styles, copies of each other but for one fault (README.md there), and its wrong
ones are made from `he_for_output`."""
OF_WHAT_WAS_ADDED = {"padded", "appended"}
"""Here two copies share what was added to both, and are no unrelated pair."""


class Outcome(NamedTuple):
    """How two files of a class came out."""

    exercise: str
    plant: str
    copied: bool
    score: float
    weak: bool
    names: tuple[str, str]


def class_of(exercise: Exercise) -> list[Path]:
    """Give the files that were written for an exercise independently."""
    assert exercise.reference is not None
    folders = (ROOT / "tests/independent" / exercise.slug, exercise.reference / "right")
    files = [file for folder in folders for file in sorted(folder.glob("*.py"))]
    chosen = CHOSEN.get(exercise.id)
    return [f for f in files if chosen is None or f.stem in chosen]


def fixed_names(exercise: Exercise) -> frozenset[str]:
    """Give the names that an exercise asks for, which no copy can change."""
    spec = exercise.spec
    classes = spec.classes.values()
    functions = [
        *spec.functions.values(),
        *(m for c in classes for m in c.methods.values()),
    ]
    args = [name for one in (*functions, *classes) for name in one.args]
    return frozenset([*spec.functions, *spec.classes, *args])


def outcomes(course: Course, exercise: Exercise, seed: int) -> Iterator[Outcome]:
    """Plant copies of each kind into a class, and say what became of each pair."""
    assert exercise.reference is not None
    fixed = fixed_names(exercise)
    wrong = sorted((exercise.reference / "wrong").glob("*.py"))
    known = known_to_all(course, exercise, ())._replace(solution=None)
    rng = random.Random(f"{exercise.id} {seed}")
    for plant, change in PLANTS.items():
        files = [*class_of(exercise), rng.choice(wrong)]
        texts = {f"{f.parent.name}/{f.stem}": f.read_text("utf-8") for f in files}
        *others, last = texts
        names = [*rng.sample(others, 2), last]
        copies = {f"copy of {n}": change(texts[n], rng, fixed) for n in names}
        handed = [_handed(exercise, n, t) for n, t in (texts | copies).items()]
        read = searching.read(handed, known)
        pairs, _ = searching.alike(read, known, 0.0)
        scores = {
            frozenset((read[p.left].student.id, read[p.right].student.id)): p
            for p in pairs
        }
        enough = searching.sure(read)
        everyone = [*texts, *copies]
        for i, one in enumerate(everyone):
            for two in everyone[i + 1 :]:
                copied = two == f"copy of {one}"
                added = one in copies and two in copies and plant in OF_WHAT_WAS_ADDED
                if copied or not added:
                    pair = scores.get(frozenset((one, two)))
                    score, bits = (pair.score, pair.bits) if pair else (0.0, 0.0)
                    weak = bits < enough
                    yield Outcome(exercise.id, plant, copied, score, weak, (one, two))


def _handed(exercise: Exercise, name: str, text: str) -> Submitted:
    return Submitted(
        student=Student(name, name),
        exercise=exercise.id,
        content=text.encode(),
        origin=f"{name}/{exercise.name}.py",
    )


def measured(rounds: int) -> list[Outcome]:
    """Every exercise, so many times."""
    course = Course(ROOT)
    return [
        outcome
        for exercise in course.exercises()
        for seed in range(rounds)
        for outcome in outcomes(course, exercise, seed)
    ]


def precision_recall(found: list[Outcome], threshold: float) -> tuple[float, float]:
    """Say what part of what is listed is copied, and what part of what is copied, listed."""
    listed = [o for o in found if o.score >= threshold]
    right = sum(o.copied for o in listed)
    return right / max(1, len(listed)), right / max(1, sum(o.copied for o in found))


def table(found: list[Outcome], threshold: float) -> str:
    """Recall by exercise and kind of copy, and the false alarms, as Markdown."""
    head = ["exercise", *PLANTS, "recall", "weak", "precision", "false / unrelated"]
    rows = [head, ["---"] * len(head)]
    for exercise in [*dict.fromkeys(o.exercise for o in found), ""]:
        here = [o for o in found if exercise in ("", o.exercise)]
        recalls = [
            precision_recall([o for o in here if o.plant == plant], threshold)[1]
            for plant in PLANTS
        ]
        precision, recall = precision_recall(here, threshold)
        told = [o for o in here if o.score >= threshold and o.copied]
        weak = sum(o.weak for o in told) / max(1, len(told))
        false = sum(o.score >= threshold and not o.copied for o in here)
        unrelated = sum(not o.copied for o in here)
        rows.append(
            [exercise or "all", *(f"{r:.2f}" for r in recalls), f"{recall:.3f}", f"{weak:.2f}",
             f"{precision:.3f}", f"{false} / {unrelated}"]
        )  # fmt: skip
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def alarms(found: list[Outcome], threshold: float) -> str:
    """Name the unrelated pairs that were listed."""
    best: dict[tuple[str, ...], float] = defaultdict(float)
    for o in found:
        if not o.copied and o.score >= threshold:
            key = (o.exercise, *(n.removeprefix("copy of ") for n in o.names))
            best[key] = max(best[key], o.score)
    return "\n".join(f"{' '.join(k)}: {v:.2f}" for k, v in sorted(best.items()))


def sweep(rounds: int) -> str:
    """Precision and recall by length of run, window and threshold, as Markdown."""
    thresholds = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75)
    head = ["run, window", *map(str, thresholds)]
    rows = [head, ["---"] * len(head)]
    kept = searching.LENGTH, winnowing.LENGTH, winnowing.WINDOW
    try:
        for length, window in ((4, 2), (5, 1), (5, 2), (5, 3), (6, 2), (8, 2), (8, 4)):
            searching.LENGTH = length
            winnowing.runs.__defaults__ = (length,)
            winnowing.picked.__defaults__ = (window,)
            found = measured(rounds)
            pairs = [precision_recall(found, t) for t in thresholds]
            rows.append(
                [f"{length}, {window}", *(f"{p:.3f} {r:.3f}" for p, r in pairs)]
            )
    finally:
        searching.LENGTH = kept[0]
        winnowing.runs.__defaults__, winnowing.picked.__defaults__ = kept[1:2], kept[2:]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def speed(count: int) -> dict[str, float]:
    """CPU seconds for one exercise of a class of variants, and for Python to cut its words."""
    import io
    import tokenize

    course = Course(ROOT)
    exercise = course.exercise("ex04")
    assert exercise.reference is not None
    rng = random.Random(count)
    sources = [f.read_text("utf-8") for f in class_of(exercise)]
    sources += [
        f.read_text("utf-8") for f in (exercise.reference / "wrong").glob("*.py")
    ]
    fixed = fixed_names(exercise)
    handed = []
    for i in range(count):
        text = rng.choice(sources)
        for plant in rng.sample(sorted(PLANTS), 2):
            text = PLANTS[plant](text, rng, fixed)
        handed.append(_handed(exercise, f"student{i}", text))
    ours, floor = [], []
    for _ in range(5):
        start = time.process_time()
        searching.search(exercise.id, handed, (), known_to_all(course, exercise, ()))
        ours.append(time.process_time() - start)
        start = time.process_time()
        for one in handed:
            list(tokenize.tokenize(io.BytesIO(one.content).readline))
        floor.append(time.process_time() - start)
    mine, theirs = statistics.median(ours), statistics.median(floor)
    return {"ours_s": mine, "tokenize_s": theirs, "ratio": mine / theirs}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sweep", action="store_true")
    parser.add_argument("--speed", type=int, metavar="N")
    args = parser.parse_args()
    if args.speed:
        print(speed(args.speed))
    elif args.sweep:
        print(sweep(args.rounds))
    else:
        found = measured(args.rounds)
        print(table(found, searching.THRESHOLD))
        print(alarms(found, searching.THRESHOLD))


if __name__ == "__main__":
    main()
