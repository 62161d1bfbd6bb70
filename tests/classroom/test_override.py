"""`learn override`: a person's decision counts, is kept, and can be withdrawn."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing

import pytest

from grader.classroom.anonymous import aliases
from tests.classroom.made_book import HOSTILE, RIGHT, SQUARED, make
from tests.conftest import Here


def grades(folder) -> dict[str, list[str]]:
    rows = csv.reader(
        io.StringIO((folder / "grades.csv").read_text("utf-8"), newline="")
    )
    return {row[0]: row[1:] for row in rows}


def decisions(folder) -> list[tuple]:
    with closing(sqlite3.connect(folder / "gradebook.db")) as db, db:
        query = "SELECT student, exercise, points, reason FROM override ORDER BY id"
        return db.execute(query).fetchall()


@pytest.fixture
def book(toy_copy, sandbox):
    return make(
        toy_copy / "grades", sandbox,
        [("ann", "ex01", RIGHT), ("bob", "ex01", SQUARED, {"name": "Bob Stone"})],
    )  # fmt: skip


def test_a_decision_counts_and_is_said(here, book):
    ran = here(
        "override", "bob", "ex01", "--points", "5.5", "--reason", "spoke with me"
    )

    assert ran.code == 0
    assert "ex01 counts 5.5 of 8 points now, 0 before" in ran.out
    assert grades(book)["bob"] == ["5.5", "5.5", "68.75", "complete"]
    assert decisions(book) == [("bob", "ex01", 5.5, "spoke with me")]


def test_decisions_are_only_ever_added_and_the_last_one_counts(here, book):
    here("override", "bob", "ex01", "--points", "5", "--reason", "one")
    here("override", "bob", "ex01", "--points", "6", "--reason", "two")
    ran = here("override", "bob", "ex01", "--clear")

    assert ran.code == 0
    assert grades(book)["bob"][0] == "0"
    assert decisions(book) == [
        ("bob", "ex01", 5.0, "one"),
        ("bob", "ex01", 6.0, "two"),
        ("bob", "ex01", None, ""),
    ]
    here("override", "bob", "ex01", "--points", "7", "--reason", "three")
    assert grades(book)["bob"][0] == "7"


def test_withdrawing_what_is_not_there_is_refused(here, book):
    ran = here("override", "bob", "ex01", "--clear")

    assert ran.code == 2
    assert decisions(book) == []


def test_the_command_that_it_names_withdraws_it(here, book):
    ran = here("override", "Bob Stone", "1", "--points", "5", "--reason", "one")
    command = ran.out.split("`")[1].split()

    assert here(*command[1:]).code == 0
    assert grades(book)["bob"][0] == "0"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("bobb", "ex01", "--points", "1"), "did you mean 'bob'"),
        (("bob", "ex11", "--points", "1"), "did you mean ex01"),
        (("bob", "ex01", "--points", "8.5"), "worth 8 points"),
        (("bob", "ex01", "--points", "-1", "--beyond"), "cannot be given"),
        (("bob", "ex01", "--points", "nan"), "cannot be given"),
        (("bob", "ex01", "--points", "inf", "--beyond"), "cannot be given"),
        (("bob", "ex01"), "--points N, or --clear"),
        (("bob", "ex01", "--points", "1", "--clear"), "--points N, or --clear"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(here, book, args, said):
    ran = here("override", *args, "--reason", "why")

    assert ran.code == 2
    assert said in ran.err
    assert decisions(book) == []


def test_a_reason_must_be_given(here, book):
    ran = here("override", "bob", "ex01", "--points", "1", "--reason", "  ")

    assert ran.code == 2
    assert "--reason" in ran.err


def test_more_than_there_is_can_be_given_when_it_is_meant(here, book):
    ran = here(
        "override", "bob", "ex01", "--points", "9", "--reason", "extra", "--beyond"
    )

    assert ran.code == 0
    assert grades(book)["bob"][:2] == ["9", "8"]  # the total has its own cap


def test_without_a_gradebook_it_says_so(here):
    ran = here("override", "bob", "ex01", "--points", "1", "--reason", "why")

    assert ran.code == 2
    assert "no gradebook" in ran.err


@pytest.mark.parametrize("id", HOSTILE)
def test_a_student_is_found_as_grades_csv_shows_them(id, here, toy_copy, sandbox):
    folder = make(
        toy_copy / "grades", sandbox, [(i, "ex01", b"x") for i in HOSTILE], judged=False
    )
    from grader.classroom.exports.cells import text

    ran = here("override", "--points", "3", "--reason", "r", "--", text(id), "ex01")

    assert ran.code == 0, ran.err
    assert decisions(folder)[-1][0] == id
    assert not any(ord(c) < 32 for c in ran.out.replace("\n", ""))


def test_in_anonymous_mode_the_alias_is_a_name_and_the_real_one_is_not_shown(
    here, book, toy_copy
):
    file = toy_copy / "exercises" / "course.yaml"
    file.write_text(file.read_text() + "\npolicies: {anonymous: true}\n")
    alias = aliases(book, anonymous=True).of("bob")

    ran = here("override", alias, "ex01", "--points", "5", "--reason", "why")

    assert ran.code == 0
    assert decisions(book)[0][0] == "bob"
    assert "bob" not in ran.out + (book / "grades.csv").read_text()
    wrong = here("override", "stone", "ex01", "--points", "5", "--reason", "why")
    assert "bob" not in wrong.err.casefold()


def test_a_decision_survives_a_regrade(here: Here, book, toy_copy):
    here("override", "bob", "ex01", "--points", "5", "--reason", "one")
    hidden = toy_copy / "reference" / "ex01_double" / "test_hidden.py"
    hidden.write_text(hidden.read_text() + "\n# another version\n")

    ran = here("regrade", "grades", "--jobs", "1")

    assert ran.code == 0
    assert grades(book)["bob"][0] == "5"
