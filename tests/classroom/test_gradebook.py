"""The gradebook: nothing is lost, nothing is counted twice, nothing foreign is touched."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from grader.classroom.gradebook import Gradebook
from grader.classroom.gradebook_schema import VERSION
from grader.classroom.model import QuizAnswers, Student, Submitted, Unmapped
from grader.errors import StoreError

ADA, BOB = Student("ada", "Ada L."), Student("bob", "Bob")
NOW = {"ex01": "e1", "ex02": "e2"}


def handed_in(student: Student, text: str, **more: Any) -> Submitted:
    given = {"exercise": "ex01", "origin": f"{student.id}/{text}.py"} | more
    return Submitted(student=student, content=text.encode(), **given)


def judgement(text: str, score: float = 1.0, **more: Any) -> bytes:
    body: dict[str, Any] = {
        "schema": "learn.check/1", "exercise": "ex01", "name": "n", "title": "t",
        "file": "n.py", "submission_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "exercise_sha256": "e1", "seed": 0, "status": "passed", "score": score,
        "max_score": 2.0, "protection": {"level": "full", "missing": []},
        "checks": [], "misconceptions": [], "observations": [], "duration_ms": 1.0,
        "version": "0", "hidden_checks": True,
    }  # fmt: skip
    return json.dumps(body | more).encode()


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Gradebook]:
    with Gradebook(tmp_path / "gradebook.db", create=True) as book:
        yield book


def run_with(book: Gradebook, *items: Submitted | QuizAnswers | Unmapped) -> int:
    run = book.begin_run("grade", 0, {"jobs": 2})
    list(book.add_submissions(run, items))
    return run


def pending(book: Gradebook, run: int, **more: Any) -> list[tuple[str, str]]:
    options: dict[str, Any] = {"current": NOW, "seed": 0, "levels": ["full", "strong"]}
    shas = {hashlib.sha256(t.encode()).hexdigest(): t for t in "abcdefg"}
    works = book.pending(run, **(options | more))
    return [(w.exercise, shas[w.submission_sha256]) for w in works]


def scores(book: Gradebook, **more: Any) -> dict[tuple[str, str], Any]:
    options: dict[str, Any] = {"current": NOW, "seed": 0}
    rows = book.results(**(options | more))
    return {(r.student, r.exercise): (r.status, r.score, r.stale) for r in rows}


def test_a_content_is_judged_once_however_many_hand_it_in(book: Gradebook) -> None:
    run = run_with(
        book,
        handed_in(ADA, "a"),
        handed_in(BOB, "a"),
        handed_in(BOB, "b", exercise="ex02"),
        handed_in(BOB, "a", exercise="ex02"),
    )
    assert pending(book, run) == [("ex01", "a"), ("ex02", "b"), ("ex02", "a")]
    book.add_result(run, judgement("a"))
    assert pending(book, run) == [("ex02", "b"), ("ex02", "a")]
    given = scores(book)
    assert given["ada", "ex01"] == given["bob", "ex01"] == ("passed", 1.0, False)
    assert given["bob", "ex02"] == ("pending", 0.0, False)


@pytest.mark.parametrize(
    "other",
    [
        {"exercise_sha256": "old"},
        {"seed": 7},
        {"status": "broken"},
        {"protection": {"level": "basic", "missing": ["x"]}},
    ],
)
def test_what_was_judged_otherwise_waits_again(
    book: Gradebook, other: dict[str, Any]
) -> None:
    run = run_with(book, handed_in(ADA, "a"))
    book.add_result(run, judgement("a", **other))
    assert pending(book, run) == [("ex01", "a")]


def test_fresh_judges_again_what_an_earlier_run_judged_and_only_once(
    book: Gradebook,
) -> None:
    book.add_result(run_with(book, handed_in(ADA, "a")), judgement("a"))
    run = run_with(book, handed_in(ADA, "a"))
    assert pending(book, run) == []
    assert pending(book, run, fresh=True) == [("ex01", "a")]
    book.add_result(run, judgement("a", 2.0))
    assert pending(book, run, fresh=True) == []
    assert scores(book)["ada", "ex01"] == ("passed", 2.0, False)


def test_only_the_students_and_exercises_that_are_wanted(book: Gradebook) -> None:
    run = run_with(
        book,
        handed_in(ADA, "a"),
        handed_in(BOB, "b"),
        handed_in(BOB, "c", exercise="ex02"),
    )
    assert pending(book, run, students=["bob"]) == [("ex01", "b"), ("ex02", "c")]
    assert pending(book, run, current={"ex02": "e2"}) == [("ex02", "c")]


def test_adding_results_while_reading_what_is_pending(book: Gradebook) -> None:
    letters = "abcdefg"
    run = run_with(book, *(handed_in(ADA, t) for t in letters))
    seen = []
    for work in book.pending(run, NOW, 0, ["full"]):
        seen.append(work.submission_sha256)
        text = next(
            t
            for t in letters
            if hashlib.sha256(t.encode()).hexdigest() == work.submission_sha256
        )
        book.add_result(run, judgement(text))
    assert len(seen) == len(set(seen)) == len(letters)


def test_latest_is_by_the_number_then_by_the_time_and_best_by_the_score(
    book: Gradebook,
) -> None:
    run = run_with(
        book,
        handed_in(ADA, "a", attempt=2, submitted_at="2026-01-01T00:00:00Z"),
        handed_in(ADA, "b", attempt=1, submitted_at="2026-01-02T00:00:00Z"),
        handed_in(BOB, "c", submitted_at="2026-01-02T00:00:00Z"),
        handed_in(BOB, "d", submitted_at="2026-01-01T00:00:00Z"),
    )
    for text, score in zip("abcd", (0.5, 1.5, 0.25, 0.75), strict=True):
        book.add_result(run, judgement(text, score))
    given = scores(book)
    assert (given["ada", "ex01"][1], given["bob", "ex01"][1]) == (0.5, 0.25)
    given = scores(book, attempt="best")
    assert (given["ada", "ex01"][1], given["bob", "ex01"][1]) == (1.5, 0.75)


def test_a_file_that_was_replaced_counts_no_more_and_others_stay(
    book: Gradebook,
) -> None:
    first = run_with(book, handed_in(ADA, "a"), handed_in(BOB, "b"))
    second = run_with(book, handed_in(ADA, "c", origin="ada/a.py"))
    for text, score in zip("abc", (2.0, 1.0, 0.5), strict=True):
        book.add_result(first if text != "c" else second, judgement(text, score))
    assert {k: v[1] for k, v in scores(book).items()} == {
        ("ada", "ex01"): 0.5,
        ("bob", "ex01"): 1.0,
    }
    assert scores(book, before=second)["ada", "ex01"][0] == "pending"


def test_a_result_of_another_version_counts_as_stale_until_there_is_one_of_this(
    book: Gradebook,
) -> None:
    run = run_with(book, handed_in(ADA, "a"))
    book.add_result(run, judgement("a", 0.5))
    book.add_result(run, judgement("a", 1.5, exercise_sha256="newer"))
    assert scores(book)["ada", "ex01"] == ("passed", 0.5, False)
    changed = scores(book, current={"ex01": "newest"})
    assert changed["ada", "ex01"] == ("passed", 1.5, True)
    assert scores(book, seed=9)["ada", "ex01"] == ("passed", 0.5, True)


def test_results_come_by_student_and_exercise_whatever_the_order_was(
    book: Gradebook,
) -> None:
    run_with(
        book,
        handed_in(BOB, "a", exercise="ex02"),
        handed_in(BOB, "b"),
        handed_in(ADA, "c", exercise="ex02"),
    )
    assert list(scores(book)) == [("ada", "ex02"), ("bob", "ex01"), ("bob", "ex02")]


def test_the_whole_judgement_is_read_when_it_is_asked_for(book: Gradebook) -> None:
    run = run_with(book, handed_in(ADA, "a"))
    (row,) = book.results(NOW, 0)
    assert row.judgement() is None
    body = judgement("a")
    book.add_result(run, body)
    (row,) = book.results(NOW, 0)
    assert row.body() == body
    read = row.judgement()
    assert read is not None
    assert read.score == row.score == 1.0
    assert book.content(row.submission_sha256) == b"a"


def test_everybody_is_known_of_whom_anything_was_found(book: Gradebook) -> None:
    run = run_with(
        book,
        handed_in(BOB, "a"),
        Unmapped("ada/x.txt", "not a Python file", "ada"),
        Unmapped("y", "whose?", None),
        QuizAnswers(student=Student("eve", "Eve"), content=b"{}", origin="eve/q.json"),
    )
    assert list(book.students()) == [("ada", "ada"), ("bob", "Bob"), ("eve", "Eve")]
    assert [tuple(u) for u in book.unmapped(run)] == [
        ("ada/x.txt", "not a Python file", "ada"),
        ("y", "whose?", None),
    ]
    run_with(book, handed_in(ADA, "b"))
    assert list(book.unmapped()) == []
    assert ("ada", "Ada L.") in list(book.students())


def test_runs_and_decisions_are_kept_in_order(book: Gradebook) -> None:
    first, second = run_with(book), book.begin_run("regrade", 5, {"keep_best": True})
    book.end_run(second, "done")
    one, two = book.runs()
    assert (one.id, one.outcome, one.options) == (first, None, {"jobs": 2})
    assert (two.kind, two.seed, two.outcome) == ("regrade", 5, "done")
    book.override("ada", "ex01", 1.5, "shown at the board")
    book.override("ada", "ex01", 2.0, "and again")
    assert [(o.points, o.reason) for o in book.overrides()] == [
        (1.5, "shown at the board"),
        (2.0, "and again"),
    ]
    book.note_course({"title": "A"})
    book.note_course({"title": "A"})
    book.note_course({"title": "B"})
    assert book.course() == {"title": "B"}


# -- what stands in its place ---------------------------------------------------


def refused(file: Path, *, create: bool = True) -> str:
    before = file.read_bytes()
    with pytest.raises(StoreError) as caught:
        Gradebook(file, create=create)
    assert file.read_bytes() == before
    return str(caught.value)


def test_none_is_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no gradebook here"):
        Gradebook(tmp_path / "gradebook.db")
    assert list(tmp_path.iterdir()) == []


def test_a_newer_one_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gradebook.db"
    Gradebook(file, create=True).close()
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    assert "newer learn" in refused(file)


@pytest.mark.parametrize("content", [b"not a database\n" * 400, b"\0" * 5000])
def test_a_damaged_one_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "gradebook.db"
    file.write_bytes(content)
    assert "is damaged" in refused(file)


def test_one_that_is_damaged_inside_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gradebook.db"
    with Gradebook(file, create=True) as book:
        run = run_with(book, *(handed_in(ADA, t * 9000) for t in "abcdefg"))
        book.end_run(run, "done")
    raw = bytearray(file.read_bytes())
    for page in range(2, len(raw) // 4096):
        raw[page * 4096 : page * 4096 + 200] = b"\xee" * 200
    file.write_bytes(raw)
    assert "is damaged" in refused(file)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE other (a)",
        "CREATE TABLE result (a)",
    ],
)
def test_another_programs_database_is_refused(tmp_path: Path, statement: str) -> None:
    file = tmp_path / "gradebook.db"
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(statement)
    db.close()
    assert "not a gradebook" in refused(file)


def test_one_with_a_trigger_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gradebook.db"
    Gradebook(file, create=True).close()
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(
            "CREATE TRIGGER t AFTER INSERT ON result BEGIN DELETE FROM result; END"
        )
    db.close()
    assert "not a gradebook" in refused(file)


@pytest.mark.parametrize("kind", ["folder", "link", "hard link"])
def test_what_is_no_file_of_its_own_is_refused(tmp_path: Path, kind: str) -> None:
    file, other = tmp_path / "gradebook.db", tmp_path / "other"
    if kind == "folder":
        file.mkdir()
    else:
        other.write_bytes(b"somebody's")
        file.symlink_to(other) if kind == "link" else file.hardlink_to(other)
    with pytest.raises(StoreError, match="not an ordinary file"):
        Gradebook(file, create=True)
    assert kind == "folder" or other.read_bytes() == b"somebody's"


def test_a_gradebook_of_the_tables_is_strict(book: Gradebook) -> None:
    with (
        closing(sqlite3.connect(book.file)) as db,
        db,
        pytest.raises(sqlite3.IntegrityError),
    ):
        db.execute("INSERT INTO run VALUES (1, 'now', 'grade', '0', 'seed', '{}')")
    db.close()
