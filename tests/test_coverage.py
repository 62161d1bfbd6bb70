"""`docs/coverage.md`: each part of the course texts has a home, and no error of theirs is left.

The page is for people; this reads its tables and holds them to the course's files.
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.course import Course, read_yaml
from grader.quiz.reader import quizzes

ROOT = Path(__file__).parent.parent
COURSE = Course(ROOT)
PAGE = (ROOT / "docs" / "coverage.md").read_text("utf-8")
PARTS = range(1, 192)
KINDS = ("exercises", "quiz items", "explorers", "figures")

pytestmark = pytest.mark.course


def table(heading: str) -> list[dict[str, str]]:
    """Read the table of one section: a dict per row, its keys from the head."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [row for row in section.splitlines() if row.startswith("|")]
    head, rule, *rows = [[c.strip() for c in row.split("|")[1:-1]] for row in lines]
    assert set(rule) == {"---"}
    assert {len(row) for row in rows} == {len(head)}
    return [dict(zip(head, row, strict=True)) for row in rows]


def ids(cell: str) -> list[str]:
    """Read a cell that lists ids, each in backticks, and holds nothing else."""
    found = re.findall(r"`([a-z0-9_-]+)`", cell)
    assert ", ".join(f"`{id}`" for id in found) == cell
    return found


def numbers(cell: str) -> list[int]:
    return [int(n) for n in cell.split(", ")]


def known() -> dict[str, set[str]]:
    """Everything that can be a home, by its kind."""
    explorers = ROOT / "exercises" / "explorers" / "explorers.yaml"
    pages: dict[str, Any] = (
        read_yaml(explorers, dict) if explorers.is_file() else {"explorers": []}
    )
    return {
        "exercises": set(COURSE.folders),
        "quiz items": {item.id for quiz in quizzes(COURSE) for item in quiz.items},
        "explorers": {page["id"] for page in pages["explorers"]},
        "figures": {p.id for p in COURSE.portraits()}
        | {m.id for m in COURSE.milestones()},
    }


HOMES = table("Where everything is")
DIFFERENT = table("What we say differently")
DISAGREED = table("Where the texts disagree")


# -- every part has a home -----------------------------------------------------------


def test_every_part_is_listed_once_and_in_order():
    assert [int(row["no."]) for row in HOMES] == list(PARTS)


def test_every_part_has_a_name_of_its_own():
    names = [row["what"] for row in HOMES]

    assert "" not in names
    assert [n for n in names if names.count(n) > 1] == []


@pytest.mark.parametrize("row", HOMES, ids=lambda row: row["no."])
def test_every_part_has_a_home(row):
    homes = [id for kind in KINDS for id in ids(row[kind])]

    assert homes != []
    assert len(homes) == len(set(homes))


@pytest.mark.parametrize("kind", KINDS)
def test_every_home_exists(kind):
    there = known()[kind]
    missing: dict[str, list[int]] = {}
    for row in HOMES:
        for id in ids(row[kind]):
            if id not in there:
                missing.setdefault(id, []).append(int(row["no."]))

    assert missing == {}


def test_every_exercise_is_the_home_of_something():
    homes = {id for row in HOMES for id in ids(row["exercises"])}

    assert sorted(set(COURSE.folders) - homes) == []


# -- what is said differently ----------------------------------------------------------


@pytest.mark.parametrize(
    "row", DIFFERENT + DISAGREED, ids=lambda row: next(iter(row.values()))
)
def test_what_is_said_differently_is_said_somewhere(row):
    everything = set().union(*known().values())
    homes = ids(row["where we say it"])

    assert homes != []
    assert [id for id in homes if id not in everything] == []
    assert all(row.values())


def test_differences_name_parts_that_exist():
    named = [n for row in DIFFERENT for n in numbers(row["parts"])]

    assert set(named) <= set(PARTS)


def test_the_numbers_on_the_page_are_true():
    def softmax(scores):
        e = np.exp(np.asarray(scores) - np.max(scores))
        return e / e.sum()

    hot, cold = softmax([0.4, 0.2, 0.1]), softmax([20.0, 10.0, 5.0])
    assert ", ".join(f"{p:.4f}" for p in hot) in PAGE
    assert f"{cold[0]:.5f}, {cold[1]:.6f}, {cold[2]:.7f}" in PAGE

    z = np.linspace(0.5, 3.0, 250_001)
    s = 1 / (1 + np.exp(-z))
    meet = z[np.argmin(np.abs((1 - np.tanh(z) ** 2) - s * (1 - s)))]
    assert f"about {meet:.2f} away from 0" in PAGE

    def parameters(*sizes):
        return sum(a * b + b for a, b in itertools.pairwise(sizes))

    assert f"{parameters(4, 64, 32, 1)} and {parameters(4, 8, 4, 1)} parameters" in PAGE
    assert f"prints {0.6 * 0.5 + 0.8 * 0.5 - 0.4!r}" in PAGE


# -- the errors of the texts are in no task and in no solution -----------------------------
# (`test_quiz_content.py` looks at the quizzes in this way.)

TOLD = {
    "a temperature table with wrong entries": r"0?\.39, 0?\.33, |\(?0?\.99, 0?\.01, 0",
    "networks that learn anything": r"(approximate|learn|model) (almost )?any "
    r"(continuous )?(function|pattern)",
    "counts and winters": r"\bAI winter|86 billion",
    "squared error forbidden": r"never use (MSE|the (mean )?squared error)",
    "an update as a part of backpropagation": r"backprop\w* (updates|changes) (all )?(the )?"
    r"weights",
    "tanh without its limit": r"tanh (always )?has (the )?(stronger|larger|steeper) "
    r"(gradient|slope)",
    "ReLU without its limit": r"ReLU[^.|]{0,40}\b(never|cannot|does not|no) "
    r"(saturat|vanish)",
    "a ReLU whose output is negative": r"output (of a ReLU )?(becomes|is) negative",
    "the race won by its favourite": r"Adam (always |usually )?(converges faster|wins|is best)",
    "a valley that momentum leaves by itself": r"roll(s|ing)? (through|out of) local minima",
    "inputs of one weight": r"contribute equally",
    "zeros that never learn": r"zero init\w*[^.|]{0,20} no learning",
}
WRITTEN = {
    "a seed for the whole program": r"np\.random\.seed\(",
    "a number added inside the logarithm": r"log\([^()]*\+ ?(eps\w*|1e-\d+)\)",
    "a random draw from the shared generator": r"np\.random\.(randn?|normal|shuffle|"
    r"permutation)\(",
}


def found(patterns: dict[str, str], files: list[Path]) -> list[tuple[str, str, str]]:
    hits = []
    for file in files:
        text = re.sub(r"\s+", " ", file.read_text("utf-8"))
        for error, pattern in patterns.items():
            hits += [
                (str(file.relative_to(ROOT)), error, hit[0])
                for hit in re.finditer(pattern, text, re.IGNORECASE)
            ]
    return hits


def test_no_task_repeats_an_error():
    folder = ROOT / "exercises"
    files = [
        f for kind in ("md", "yaml", "py") for f in sorted(folder.rglob(f"*.{kind}"))
    ]

    assert len(files) > 4 * len(COURSE.folders)
    assert found(TOLD, files) == []


def test_no_solution_repeats_an_error():
    folder = ROOT / "reference"
    solutions = sorted(folder.glob("ex*/solution.py"))
    stubs = [COURSE.exercise(id).stub for id in COURSE.folders]

    assert len(solutions) == len(COURSE.folders)
    assert found(WRITTEN, solutions + stubs) == []
    assert found(TOLD, solutions) == []


@pytest.mark.parametrize(
    ("error", "text"),
    [
        ("a temperature table with wrong entries", "T=5: [0.39, 0.33, 0.28]"),
        ("networks that learn anything", "can learn almost any pattern"),
        (
            "ReLU without its limit",
            "ReLU is fast and gradients do not vanish: no vanishing",
        ),
        ("a number added inside the logarithm", "np.log(p + 1e-8)"),
    ],
)
def test_the_patterns_find_what_the_texts_say(error, text):
    assert re.search({**TOLD, **WRITTEN}[error], text, re.IGNORECASE)
