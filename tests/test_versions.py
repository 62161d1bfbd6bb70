"""The versions of a learner's file follow from what happened to it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from grader import __version__
from grader.errors import StoreError
from grader.model import CheckResult, Judgement, Protection, Status, Verdict
from grader.store import Database, Progress, Versions


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / ".learn" / "progress.db")


def check(database: Database, source: bytes, points: float = 0.0) -> None:
    """Keep an attempt of two checks, a point each."""
    verdicts = [Verdict.PASSED if points > i else Verdict.FAILED for i in range(2)]
    checks = tuple(
        CheckResult(id=f"c{i}", claim="c", audience="public", verdict=v, max_points=1.0)
        for i, v in enumerate(verdicts)
    )
    status = Status.PASSED if points == 2 else Status.FAILED
    judgement = Judgement(
        exercise="ex01", name="double", title="t", file="double.py",
        submission_sha256=hashlib.sha256(source).hexdigest(), exercise_sha256="0" * 64,
        seed=0, status=status, score=points, max_score=2.0,
        protection=Protection("full"), checks=checks, misconceptions=(),
        observations=(), duration_ms=1.0, version=__version__, hidden_checks=True,
    )  # fmt: skip
    Progress(database).record(judgement, source)


def listed(versions: Versions) -> list[tuple[int, bytes, str, int]]:
    return [
        (v.number, versions.content(v.sha256), v.origin, v.attempts)
        for v in versions.of("ex01")
    ]


def test_each_content_that_was_checked_is_a_version(database):
    versions = Versions(database)
    for source, points in ((b"a", 0), (b"b", 1), (b"b", 1), (b"a", 2)):
        check(database, source, points)

    assert listed(versions) == [
        (1, b"a", "checked", 1), (2, b"b", "checked", 2), (3, b"a", "checked", 1),
    ]  # fmt: skip
    assert [(v.points, v.passed) for v in versions.of("ex01")] == [
        (0, False), (1, False), (2, True),
    ]  # fmt: skip
    assert [versions.standing("ex01", c) for c in (b"a", b"b", b"c")] == [3, 2, 0]
    assert versions.last("ex01") == 3


def test_going_back_makes_no_version_however_often_it_is_done(database):
    versions = Versions(database)
    for source in (b"a", b"b", b"c"):
        check(database, source)

    versions.changed("ex01", "undo", b"c", b"b", 2)
    assert versions.standing("ex01", b"b") == 2
    versions.changed("ex01", "undo", b"b", b"a", 1)

    assert [number for number, *_ in listed(versions)] == [1, 2, 3]
    assert versions.standing("ex01", b"a") == versions.last("ex01") == 1


def test_a_version_gone_back_to_and_checked_again_stays_one(database):
    versions = Versions(database)
    check(database, b"a", 1)
    check(database, b"b")
    versions.changed("ex01", "undo", b"b", b"a", 1)
    check(database, b"a", 1)
    check(database, b"c")

    assert listed(versions) == [
        (1, b"a", "checked", 2), (2, b"b", "checked", 1), (3, b"c", "checked", 1),
    ]  # fmt: skip


def test_edits_that_a_command_replaces_are_a_version_of_their_own(database):
    versions = Versions(database)
    check(database, b"a")
    versions.changed("ex01", "undo", b"edited", b"a", 1)
    versions.changed("ex01", "reset", b"edited again", b"stub")

    assert listed(versions) == [
        (1, b"a", "checked", 1), (2, b"edited", "saved", 0),
        (3, b"edited again", "saved", 0), (4, b"stub", "reset", 0),
    ]  # fmt: skip


def test_the_same_content_twice_is_told_apart_by_what_was_done_last(database):
    versions = Versions(database)
    for source in (b"a", b"b", b"a"):
        check(database, source)
    versions.changed("ex01", "undo", b"a", b"b", 2)
    versions.changed("ex01", "undo", b"b", b"a", 1)

    assert versions.standing("ex01", b"a") == 1


def test_a_change_that_a_kill_kept_from_the_file_is_no_harm(database):
    """Kept, and then the process was gone before the file was replaced."""
    versions = Versions(database)
    check(database, b"a")
    versions.changed("ex01", "reset", b"a", b"stub")

    assert versions.standing("ex01", b"a") == 1
    assert versions.standing("ex01", b"stub") == 2


def test_numbers_never_change_as_more_happens(database):
    versions = Versions(database)
    seen: list[tuple[int, bytes]] = []
    steps = [
        lambda: check(database, b"a"),
        lambda: versions.changed("ex01", "reset", b"x", b"stub"),
        lambda: versions.changed("ex01", "undo", b"stub", b"x", 2),
        lambda: check(database, b"x"),
        lambda: versions.changed("ex01", "start", b"x", b"base"),
        lambda: versions.changed("ex01", "undo", None, b"stub", 3),
        lambda: check(database, b"z"),
    ]
    for step in steps:
        step()
        now = [(number, content) for number, content, *_ in listed(versions)]
        assert now[: len(seen)] == seen
        seen = now
    assert [content for _, content in seen] == [b"a", b"x", b"stub", b"base", b"z"]


def test_a_content_that_is_not_what_was_kept_is_not_given_back(database):
    versions = Versions(database)
    check(database, b"a")
    database.write(lambda db: db.execute("UPDATE source SET content = x'00'"))

    with pytest.raises(StoreError, match="as it was"):
        versions.content(versions.of("ex01")[0].sha256)
    with pytest.raises(StoreError):
        versions.content("0" * 64)


def test_a_look_at_the_solution_is_remembered_with_its_reason(database):
    versions = Versions(database)
    versions.solution_seen("ex01", gave_up=False)
    versions.solution_seen("ex02", gave_up=True)
    versions.solution_seen("ex02", gave_up=False)

    assert versions.solutions() == {"ex01": False, "ex02": True}
    assert versions.given_up() == {"ex02"}
