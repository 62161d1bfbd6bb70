"""`learn regrade`: who goes up or down and why, with real judging of the toy course."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import jsonschema
import pytest

from tests.classroom.made_book import CHANGED, COUNTER, RIGHT, SQUARED, make
from tests.conftest import environment

SCHEMA = Path(__file__).parents[2] / "docs/schemas/learn.regrade.schema.json"
HIDDEN = Path("reference/ex01_double/test_hidden.py")
UNCHANGED = (
    "    submission.double(rng.uniform(1, 2, size=3))\n    unchanged(submission)\n"
)


def grades(folder: Path) -> dict[str, str]:
    rows = csv.reader(
        io.StringIO((folder / "grades.csv").read_text("utf-8"), newline="")
    )
    return {row[0]: row[1] for row in rows}


def count(folder: Path, table: str) -> int:
    with closing(sqlite3.connect(folder / "gradebook.db")) as db, db:
        return db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def milder(course: Path) -> None:
    """Take back that the argument must stay as it is: CHANGED gains a point."""
    text = (course / HIDDEN).read_text()
    assert UNCHANGED in text
    (course / HIDDEN).write_text(text.replace("    unchanged(submission)\n", ""))


def stricter(course: Path) -> None:
    """Ask for what nobody's code does: everybody who had it loses a point."""
    text = (course / HIDDEN).read_text()
    impossible = UNCHANGED.replace("unchanged(submission)", "close(1.0, 2.0)")
    (course / HIDDEN).write_text(text.replace(UNCHANGED, impossible))


def breaking(course: Path) -> None:
    text = (course / HIDDEN).read_text()
    (course / HIDDEN).write_text(
        text.replace("    unchanged(submission)\n", "    1 / 0\n")
    )


@pytest.fixture
def book(toy_copy, sandbox):
    return make(
        toy_copy / "grades", sandbox,
        [
            ("ann", "ex01", RIGHT), ("bob", "ex01", SQUARED), ("cy", "ex01", CHANGED),
            ("dan", "ex01", CHANGED), ("ann", "ex02", COUNTER),
        ],
    )  # fmt: skip


def test_nothing_is_judged_where_nothing_is_out_of_date(here, book):
    ran = here("regrade", "grades")

    assert ran.code == 0
    assert "Nothing is out of date" in ran.out
    assert count(book, "result") == 4
    assert count(book, "run") == 1


def test_who_goes_up_and_which_check_did_it(here, book, toy_copy):
    milder(toy_copy)

    ran = here("regrade", "grades", "--jobs", "1")

    assert ran.code == 0
    assert "3 judged again: 2 up, 0 down" in ran.out
    assert "All totals together: 27 before, 29 now." in ran.out
    assert (
        "cy  ex01: 7 -> 8 of 8\n      leaves_its_argument_alone: failed -> passed (+1)"
        in ran.out
    )
    assert "2 x  ex01 leaves_its_argument_alone: failed -> passed" in ran.out
    assert grades(book) == {
        "student": "ex01",
        "ann": "8",
        "bob": "0",
        "cy": "8",
        "dan": "8",
    }


def test_identical_files_are_judged_once(here, book, toy_copy):
    milder(toy_copy)
    here("regrade", "grades", "--jobs", "1")

    assert count(book, "result") == 4 + 3


def test_a_dry_run_says_the_same_and_changes_nothing(here, book, toy_copy):
    here("regrade", "grades")
    milder(toy_copy)
    before = {f.name: hashlib.sha256(f.read_bytes()).digest() for f in book.iterdir()}

    dry = here("regrade", "grades", "--jobs", "1", "--dry-run")

    after = {f.name: hashlib.sha256(f.read_bytes()).digest() for f in book.iterdir()}
    assert dry.code == 0
    assert after == before
    wet = here("regrade", "grades", "--jobs", "1")
    same = dry.out.rpartition("Nothing was changed")[0]
    assert wet.out.startswith(same)


def test_who_goes_down_goes_down(here, book, toy_copy):
    stricter(toy_copy)

    ran = here("regrade", "grades", "--jobs", "1")

    assert "0 up, 1 down" in ran.out
    assert "ann  ex01: 8 -> 7 of 8" in ran.out
    assert grades(book)["ann"] == "7"


def test_keep_best_lowers_nobody_and_says_whom_it_would_have(here, book, toy_copy):
    stricter(toy_copy)

    ran = here("regrade", "grades", "--jobs", "1", "--keep-best")

    assert "0 up, 0 down, 1 kept" in ran.out
    assert "Lower now, and kept as it was:\n  ann  ex01: 8 -> 8 of 8" in ran.out
    assert grades(book)["ann"] == "8"
    assert count(book, "result") == 7  # the lower one is there too
    assert "Nothing is out of date" in here("regrade", "grades").out


def test_after_keep_best_a_plain_regrade_of_another_change_counts(here, book, toy_copy):
    stricter(toy_copy)
    here("regrade", "grades", "--jobs", "1", "--keep-best")
    (toy_copy / HIDDEN).write_text((toy_copy / HIDDEN).read_text() + "\n# again\n")

    here("regrade", "grades", "--jobs", "1")

    assert grades(book)["ann"] == "7"


def test_a_grader_that_breaks_takes_nothing_away(here, book, toy_copy):
    breaking(toy_copy)

    ran = here("regrade", "grades", "--jobs", "1")

    assert ran.code == 3
    assert "ex01: 2 could not be judged" in ran.out
    assert grades(book)["ann"] == "8"
    assert grades(book)["cy"] == "7"


def test_what_broke_is_judged_again_when_it_is_mended(here, book, toy_copy):
    right = (toy_copy / HIDDEN).read_text()
    breaking(toy_copy)
    here("regrade", "grades", "--jobs", "1")
    (toy_copy / HIDDEN).write_text(right)

    ran = here("regrade", "grades")

    assert "Nothing is out of date" in ran.out  # the first results are right again


def test_only_the_exercise_that_is_named(here, book, toy_copy):
    milder(toy_copy)

    ran = here("regrade", "grades", "--exercise", "ex02")

    assert "Nothing is out of date" in ran.out
    assert here(
        "regrade", "grades", "--exercise", "ex01", "--jobs", "1"
    ).out.startswith("3 judged")


def test_as_json_in_anonymous_mode_nobody_is_named(here, book, toy_copy):
    file = toy_copy / "exercises" / "course.yaml"
    file.write_text(file.read_text() + "\npolicies: {anonymous: true}\n")
    milder(toy_copy)

    (made,) = here("regrade", "grades", "--jobs", "1", "--json").objects

    jsonschema.validate(made, json.loads(SCHEMA.read_text()))
    assert [change["move"] for change in made["changes"]] == ["up", "up"]
    assert all(
        re.fullmatch("student-[0-9a-f]{12}", c["student"]) for c in made["changes"]
    )
    assert made["changes"][0]["checks"] == [
        {
            "id": "leaves_its_argument_alone",
            "claim": "The array that was given is still the same afterwards",
            "before": "failed",
            "after": "passed",
            "points": 1.0,
        }
    ]
    assert not re.search(r"\b(ann|bob|cy|dan)\b", json.dumps(made).casefold())


def test_interrupted_and_taken_up_again_it_comes_to_the_same(
    here, book, toy_copy, start
):
    milder(toy_copy)
    command = [sys.executable, "-m", "grader", "regrade", "grades", "--jobs", "1"]
    with start(
        *command, cwd=toy_copy, env=environment(), stdout=-1, stderr=-1
    ) as process:
        while count(book, "run") < 2:  # until it judges
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()

    ran = here("regrade", "grades", "--jobs", "1")

    assert ran.code == 0
    assert grades(book) == {
        "student": "ex01",
        "ann": "8",
        "bob": "0",
        "cy": "8",
        "dan": "8",
    }
    assert count(book, "result") == 7


@pytest.mark.parametrize("folder", ["nowhere", "exercises"])
def test_without_a_gradebook_it_says_so(here, folder):
    ran = here("regrade", folder)

    assert ran.code == 2
    assert "no gradebook" in ran.err
