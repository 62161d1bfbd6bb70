"""`learn grade` with policies and due dates: real runs on the toy course."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.classroom.made_book import CHANGED, COUNTER, RIGHT

DUE = "student,exercise,due\n*,ex01,2026-03-01T12:00Z\nbob,*,2026-03-20T12:00Z\n"
METADATA = """\
submission_{n}:
  :submitters:
  - :name: {who}
    :sid: '{who}'
    :email: {who}@uni.example
  :created_at: 2026-03-03 09:00:00.000000000 Z
"""


def grades(folder: Path) -> dict[str, list[str]]:
    rows = csv.reader(
        io.StringIO((folder / "grades.csv").read_text("utf-8"), newline="")
    )
    return {row[0]: row[1:] for row in rows}


def lines(folder: Path) -> list[dict]:
    return [
        json.loads(line) for line in (folder / "results.jsonl").read_text().splitlines()
    ]


@pytest.fixture
def handed_in(toy_copy) -> Path:
    """A Gradescope export: its list says that ann and bob handed in on 3 March."""
    root = toy_copy / "in"
    for n, source in enumerate((RIGHT, CHANGED)):
        folder = root / f"submission_{n}"
        folder.mkdir(parents=True)
        (folder / "double.py").write_bytes(source)
        (folder / "counter.py").write_bytes(COUNTER)
    listed = "".join(
        METADATA.format(n=n, who=who) for n, who in enumerate(("ann", "bob"))
    )
    (root / "submission_metadata.yml").write_text("---\n" + listed)
    return root


def test_late_work_costs_what_the_policies_say_and_an_extension_counts(
    here, toy_copy, handed_in
):
    (toy_copy / "due.csv").write_text(DUE)
    (toy_copy / "policy.yaml").write_text("late: {per_day: 0.25}\npoints: {ex02: 2}\n")

    ran = here(
        "grade", "in", "--jobs", "1", "--policy", "policy.yaml", "--due", "due.csv"
    )

    assert ran.code == 0, ran.err
    assert grades(toy_copy / "grades") == {
        "student": ["ex01", "ex02", "total", "percent", "status"],
        "ann": ["4", "2", "6", "60", "complete"],  # two days begun
        "bob": ["7", "2", "9", "90", "complete"],
    }
    ann, *_ = lines(toy_copy / "grades")
    assert ann["grade"]["penalty"] == 0.5
    # An export says the same, without being told again.
    here("export", "grades", "--to", "csv", "--out", "again.csv")
    assert (toy_copy / "again.csv").read_bytes() == (
        toy_copy / "grades/grades.csv"
    ).read_bytes()


def test_without_them_again_the_courses_policies_hold(here, toy_copy, handed_in):
    (toy_copy / "policy.yaml").write_text("points: {ex02: 0}\n")
    here("grade", "in", "--jobs", "1", "--policy", "policy.yaml")
    before = grades(toy_copy / "grades")

    here("grade", "in", "--jobs", "1")

    assert before["ann"][1] == "0"
    assert grades(toy_copy / "grades")["ann"][1] == "5"


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("--due", "student,exercise,due\nann,ex01,soon\n", "line 2: 'soon' is no date"),
        ("--due", "student,exercise,due\nann,ex01,2026-03-01T12:00\n", "no time zone"),
        ("--policy", "drop_lowst: 1\n", "did you mean `drop_lowest`?"),
        ("--policy", "required: [ex09]\n", "no exercise 'ex09'"),
    ],
)
def test_a_fault_in_them_is_said_before_anything_is_graded(
    here, toy_copy, handed_in, option, text, said
):
    (toy_copy / "file").write_text(text)

    ran = here("grade", "in", "--jobs", "1", option, "file")

    assert ran.code == 2
    assert said in ran.err
    assert not (toy_copy / "grades").exists()


def test_anonymous_grades_name_nobody_in_what_an_assistant_sees(
    here, toy_copy, handed_in
):
    (toy_copy / "policy.yaml").write_text("anonymous: true\n")

    here("grade", "in", "--jobs", "1", "--policy", "policy.yaml")

    folder = toy_copy / "grades"
    for name in ("grades.csv", "results.jsonl"):
        text = (folder / name).read_text()
        assert not re.search(r"\b(ann|bob|submission_\d)\b", text), name
    for line in lines(folder):
        assert re.fullmatch("student-[0-9a-f]{12}", line["student"])
    names = [line["student"] for line in lines(folder)]
    assert len(names) == 4
    assert names == sorted(names)
    first = (folder / "grades.csv").read_bytes()
    here("grade", "in", "--jobs", "1", "--policy", "policy.yaml")
    assert (folder / "grades.csv").read_bytes() == first
