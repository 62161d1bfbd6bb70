"""A whole class with everything hostile in it: honest students have what is theirs."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from grader.classroom.model import safe_name
from grader.course import Course
from tests.classroom import classes, hostile, runs
from tests.conftest import Learn

HONEST = 30
ATTACKS = {
    "exits": "import os\nos._exit(0)\n",
    "forks": "import os\nwhile True:\n    os.fork()\n",
    "floods": "while True:\n    print('x' * 100_000)\n",
    "hungry": "x = [0] * 10**12\n",
    "reads": "print(open({secret!r}).read())\ndef double(x):\n    return 2 * x\n",
    "kills": "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nos.kill(-1, 9)\n",
}
"""What runs and means harm; none of it waits for its deadline."""

QUIZZES = {
    "json_deep": b"[" * 100_000,
    "json_large": b'{"sittings": [' + b"0," * 500_000 + b"0]}",
    "json_none": b"\x00\xff",
}
NAMES = ("ann\u50cc\u4e1c", "ann\u574e\u4e0b", "a\u2028b\x85c")
"""Ids whose first eight digits of the hash are the same; one that ends lines."""


def honest(root: Path, course: Course) -> list[str]:
    """Thirty students, right and wrong in various ways."""
    exercise = course.exercise("ex01")
    sources = [exercise.solution, *exercise.submissions("right")]
    sources += exercise.submissions("wrong")
    names = [f"honest{i:02}" for i in range(HONEST)]
    for i, name in enumerate(names):
        source = sources[i % len(sources)].read_bytes() + f"# {name}\n".encode()
        classes.write(root / name / "ex01_double" / "double.py", source)
    return names


def left(out: Path, names: list[str]) -> dict[str, Any]:
    """What a run left of these students: marks, judgements, pages."""
    judged = {}
    for line in runs.files(out)["results.jsonl"].split("\n")[:-1]:
        row = json.loads(line)
        del row["origin"]
        judged[row["student"]] = row
    with (out / "grades.csv").open(encoding="utf-8", newline="") as stream:
        marks = {row["student"]: row for row in csv.DictReader(stream)}
    pages = {
        name: [
            (out / "feedback" / f"{safe_name(name)}{ending}").read_bytes()
            for ending in (".html", ".txt")
        ]
        for name in names
    }
    return {n: (judged.get(n), marks.get(n), pages[n]) for n in names}


@pytest.fixture(scope="module")
def graded(toy, tmp_path_factory):
    """The honest ones alone, and in the midst of everything; with where both are."""
    place = tmp_path_factory.mktemp("class")
    names = honest(place / "alone", toy)
    honest(place / "all", toy)
    secret = toy.root / "reference" / "ex01_double" / "solution.py"
    for who, source in ATTACKS.items():
        text = source.replace("{secret!r}", repr(str(secret)))
        classes.write(place / "all" / who / "double.py", text.encode())
    for who, sheet in QUIZZES.items():
        classes.write(place / "all" / who / "quiz-answers.json", sheet)
    for who in NAMES:
        classes.write(place / "all" / who / "double.py", f"# {who}\n".encode())
    own = {"gradebook.db": b"", "feedback/honest00.html": b"", "grades.csv": b"=1+1"}
    for name, content in own.items():
        classes.write(place / "all" / "owns" / name, content)
    learn = Learn(toy.root)
    with hostile.batch(place / "all", secret):
        ran = {
            which: learn("grade", place / which, "--out", place / f"{which}.out")
            for which in ("alone", "all")
        }
    return names, ran, place


def test_honest_students_have_what_they_have_alone(graded):
    names, ran, place = graded

    assert [r.code for r in ran.values()] == [0, 0], ran["all"].err
    alone, among = left(place / "alone.out", names), left(place / "all.out", names)
    assert None not in [part for parts in alone.values() for part in parts]
    assert len({parts[0]["score"] for parts in alone.values()}) > 2
    assert among == alone


def test_everybody_else_has_a_verdict_or_a_reason(graded, toy):
    names, _, place = graded
    found = {
        student: row["status"]
        for (student, _), row in runs.results(place / "all.out").items()
        if student not in names
    }
    fine = {s for s, content in hostile.SOURCES.items() if hostile.GOOD in content}
    fine |= {r"J\xf6rg", "good", "notebook"}
    assert {s for s, status in found.items() if status == "passed"} == fine
    failed = set(hostile.SOURCES) - fine | {*ATTACKS, *NAMES}
    assert {s for s, status in found.items() if status == "failed"} == failed
    assert set(found) == fine | failed
    listed = (place / "all.out" / "unmapped.txt").read_text("utf-8")
    for who in (
        "bomb.zip", "names.zip", "link/", "linked_folder", "linked_student", "linked.zip",
        "fifo", "socket", "large", "empty", "deep", "owns", *QUIZZES,
    ):  # fmt: skip
        assert f"/{who}" in listed, who


def test_nothing_of_it_reaches_a_spreadsheet_a_terminal_or_another_page(graded, toy):
    _, ran, place = graded
    out = place / "all.out"

    assert not set("\x1b\u202e") & set(ran["all"].out + ran["all"].err)
    grades = (out / "grades.csv").read_bytes().decode()
    assert "'=HYPERLINK" in grades
    assert "\n=" not in grades
    assert len(grades.splitlines()) == grades.count("\n")
    text = "".join(f.read_text("utf-8") for f in sorted(out.rglob("*.txt")))
    assert not set("\x1b\u202e") & set(text)
    pages = list((out / "feedback").glob("*.html"))
    assert len(pages) == grades.count("\n") - 1
    assert not any(str(place) in page.read_text("utf-8") for page in pages)
    solution = toy.exercise("ex01").solution.read_text("utf-8")
    rare = max(solution.splitlines(), key=len)
    for file in (out / "results.jsonl", *(out / "feedback").iterdir()):
        assert rare not in file.read_text("utf-8"), file.name
