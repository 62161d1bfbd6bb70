"""A ``.learn`` that somebody else made: it harms no file, and holds nothing up."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
from pathlib import Path

import pytest

from grader.store import Database, Versions
from grader.store.versions import digest
from tests.conftest import Here, Learn

STUB = Path("exercises/ex01_double/double.py")
CHECKED = b"def double(x):\n    return x\n"
MINE = b"def double(x):\n    return [2 * e for e in x]  # edited since\n"
COMMANDS = [
    (), ("list",), ("check", "ex01"), ("hint", "ex01"), ("history", "ex01", "--diff"),
    ("history", "ex01", "--json"), ("reset", "ex01"), ("undo", "ex01"),
    ("solution", "ex01", "--give-up"), ("submit",), ("milestone",),
]  # fmt: skip


@pytest.fixture
def root(here: Here) -> Path:
    """A workspace with one attempt, edited since."""
    (here.folder / STUB).write_bytes(CHECKED)
    here("check", "ex01")
    here()
    (here.folder / STUB).write_bytes(MINE)
    return here.folder


def changed(root: Path, *statements: str) -> None:
    db = sqlite3.connect(root / ".learn/progress.db", isolation_level=None)
    for statement in statements:
        db.execute(statement)
    db.close()


def contents(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in folder.iterdir() if f.is_file()}


def is_safe(root: Path) -> bool:
    """Whether what the learner wrote is in its place, or kept as a version."""
    if (root / STUB).exists() and (root / STUB).read_bytes() == MINE:
        return True
    versions = Versions(Database(root / ".learn" / "progress.db"))
    return any(
        v.sha256 == digest(MINE) and versions.content(v.sha256) == MINE
        for v in versions.of("ex01")
    )


def every_command(here: Here, root: Path) -> None:
    """Run each in the same place anew: none fails by a fault of ours, none loses."""
    kept = root.with_name("as-it-was")
    shutil.copytree(root / ".learn", kept, symlinks=True)
    for command in COMMANDS:
        ran = here(*command)

        assert ran.code in (0, 1, 2), (command, ran)
        assert "\x1b" not in ran.out + ran.err, command
        assert is_safe(root), command
        (root / STUB).write_bytes(MINE)
        (root / "learn-submission.zip").unlink(missing_ok=True)
        shutil.rmtree(root / ".learn")
        shutil.copytree(kept, root / ".learn", symlinks=True)


# -- links ------------------------------------------------------------------------------


def other_database(file: Path) -> None:
    db = sqlite3.connect(file)
    db.execute("CREATE TABLE bookmarks (url TEXT)")
    db.close()


LINKS = {
    "to an empty file": ("progress.db", lambda file: file.write_bytes(b"")),
    "to nothing": ("progress.db", lambda file: None),
    "to a database of something else": ("progress.db", other_database),
    "to a text": ("progress.db", lambda file: file.write_text("mine\n" * 999)),
    "a journal": ("progress.db-wal", lambda file: file.write_text("mine\n" * 999)),
    "a lock to nothing": ("workspace.lock", lambda file: None),
}


@pytest.mark.parametrize("link", LINKS)
def test_a_link_writes_nowhere_else(here, root, tmp_path, link):
    name, make = LINKS[link]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    make(elsewhere / "mine")
    before = contents(elsewhere)
    (root / ".learn" / name).unlink(missing_ok=True)
    (root / ".learn" / name).symlink_to(elsewhere / "mine")

    for command in COMMANDS:
        ran = here(*command)

        assert ran.code in (0, 1, 2), (command, ran)
        assert contents(elsewhere) == before, command
        assert (root / STUB).read_bytes() == MINE, command
        (root / "learn-submission.zip").unlink(missing_ok=True)


def test_a_link_for_the_folder_writes_nowhere_else(here, root, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other_database(elsewhere / "progress.db")
    before = contents(elsewhere)
    shutil.rmtree(root / ".learn")
    (root / ".learn").symlink_to(elsewhere)

    said = {command: here(*command) for command in COMMANDS}

    assert {ran.code for ran in said.values()} <= {0, 1, 2}
    assert "this is a link" in said["reset", "ex01"].err
    assert contents(elsewhere) == before
    assert (root / STUB).read_bytes() == MINE


# -- what is no file, and what does more than hold rows -------------------------------------


@pytest.mark.parametrize(
    "name",
    ["progress.db", "progress.db-journal", "progress.db-wal", "workspace.lock"],
)
def test_a_pipe_in_the_place_of_a_file_stops_nobody(root, comes_to_an_end, name):
    (root / ".learn" / name).unlink(missing_ok=True)
    os.mkfifo(root / ".learn" / name)
    learn = Learn(root)

    with comes_to_an_end(name, within_s=60):
        for command in ((), ("check", "ex01"), ("history", "ex01")):
            assert learn(*command).code in (0, 1, 2)
        assert learn("reset", "ex01").code in (0, 2)
    assert (root / STUB).read_bytes() == MINE or is_safe(root)


def test_a_journal_deletes_no_file_of_the_learners(here, root):
    """SQLite deletes the file that a journal names as its master, after playing it."""
    changed(root, "PRAGMA journal_mode = DELETE")
    magic, page = bytes.fromhex("d9d505f920a163d7"), 4096
    head = magic + struct.pack(">IIIII", 0, 0, 0, 512, page)
    name = str(STUB).encode()
    last = struct.pack(">I", 0x40000000 // page + 1) + name
    last += struct.pack(">II", len(name), sum(name)) + magic
    journal = head.ljust(512, b"\0") + last
    (root / ".learn/progress.db-journal").write_bytes(journal)

    ran = here()

    assert (root / STUB).read_bytes() == MINE
    assert ran.code == 0
    assert "your progress file was damaged" in ran.err
    (aside,) = (root / ".learn").glob("progress.damaged-*.db")
    assert Path(f"{aside}-journal").read_bytes() == journal


ENDLESS = "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
ROW = "SELECT x AS id, 'a' AS at, x AS after_attempt"
TRIGGER = "CREATE TRIGGER t AFTER INSERT"
HOSTILE = {
    "a trigger that overwrites": (
        f"{TRIGGER} ON file_change BEGIN UPDATE source SET content = x'00'; END",
    ),
    "a trigger without an end": (
        f"{TRIGGER} ON attempt BEGIN INSERT INTO visit {ENDLESS} {ROW} FROM c; END",
    ),
    "a view without an end": (
        "ALTER TABLE visit RENAME TO other",
        f"CREATE VIEW visit AS {ENDLESS} {ROW} FROM c",
    ),
    "columns of any type": (
        "DROP TABLE visit",
        "CREATE TABLE visit (id INTEGER PRIMARY KEY, at, after_attempt)",
        "INSERT INTO visit VALUES (1, NULL, 'x')",
    ),
    "a version below all": ("PRAGMA user_version = -5",),
    "tables before the first version": ("PRAGMA user_version = 0",),
    "tables of a later version": ("PRAGMA user_version = 1",),
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_database_that_is_not_as_we_make_them_is_set_aside(
    here, root, comes_to_an_end, hostile
):
    changed(root, "PRAGMA journal_mode = DELETE", *HOSTILE[hostile])
    before = (root / ".learn/progress.db").read_bytes()

    with comes_to_an_end(hostile, within_s=60):
        said = here("check", "ex01").err
        (aside,) = (root / ".learn").glob("progress.damaged-*.db")

        assert said.startswith("your progress file was damaged")
        assert aside.read_bytes() == before
        every_command(here, root)


def test_another_programs_database_is_set_aside_unchanged(here, root):
    file = root / ".learn/progress.db"
    file.unlink()
    other_database(file)
    before = file.read_bytes()

    here("check", "ex01")

    (aside,) = (root / ".learn").glob("progress.damaged-*.db")
    assert aside.read_bytes() == before


def test_tables_and_views_beside_ours_are_nobodys_business(here, root):
    changed(
        root,
        "CREATE TABLE notes (text)",
        "CREATE VIEW mine AS SELECT * FROM attempt",
        "ANALYZE",
    )

    ran = here("history", "ex01")

    assert (ran.code, ran.err) == (0, "")
    assert "1 version" in ran.out


# -- rows that no `learn` has written ----------------------------------------------------

CHANGE = (
    "INSERT INTO file_change (at, exercise, kind, before, after, after_attempt, version)"
    " SELECT '{}', 'ex01', {}, sha256, sha256, 1, {} FROM source"
)
ROWS = {
    "no time": "UPDATE attempt SET at = 'garbage'",
    "a time as a control sequence": "UPDATE attempt SET at = char(27) || '[31m'",
    "the last day of all": "UPDATE attempt SET at = '9999-12-31T23:59:59-14:00'",
    "the first day of all": "UPDATE attempt SET at = '0001-01-01T00:00:00+14:00'",
    "a time without a zone": "UPDATE attempt SET at = '2026-01-01T00:00:00'",
    "no time of a visit": "UPDATE visit SET at = '', after_attempt = -1",
    "no text": "UPDATE check_result SET message = CAST(x'ff1bfe' AS TEXT)",
    "an endless score": "UPDATE check_result SET max_points = 9e999",
    "a version that is none": CHANGE.format("2026", "'undo'", 999),
    "a version below the first": CHANGE.format("2026", "'undo'", -5),
    "a kind that is none": CHANGE.format("", "char(27) || '[2J'", "NULL"),
    "states that are none": "UPDATE attempt SET status = char(27) || '[2J'",
}


@pytest.mark.parametrize("row", ROWS)
def test_whatever_a_row_holds_no_command_fails_by_it(here, root, row):
    changed(root, ROWS[row])

    every_command(here, root)


def test_what_stands_in_the_place_of_a_content_does_not_stay(here, root):
    """Else a learner's file would count as kept, and be another when wanted back."""
    changed(root, f"INSERT INTO source VALUES ('{digest(MINE)}', x'00')")

    here("reset", "ex01")
    assert is_safe(root)
    here("undo", "ex01")

    assert (root / STUB).read_bytes() == MINE


# -- where not even that can be mended -----------------------------------------------------


def test_what_is_damaged_in_a_read_only_folder_is_said(root, unprivileged):
    (root / ".learn/progress.db").write_bytes(b"damaged" * 1000)
    (root / ".learn").chmod(0o555)
    try:
        ran = Learn(root)("history", "ex01", preexec_fn=unprivileged)
    finally:
        (root / ".learn").chmod(0o755)

    assert ran.code == 2
    assert "is damaged, and cannot be set aside: Permission denied" in ran.err


def test_a_folder_that_may_not_be_looked_into_is_said(root, unprivileged):
    (root / ".learn").chmod(0)
    try:
        runs = [Learn(root)(*c, preexec_fn=unprivileged) for c in COMMANDS]
    finally:
        (root / ".learn").chmod(0o755)

    assert {ran.code for ran in runs} <= {0, 1, 2}
    assert "progress cannot be kept: Permission denied" in runs[0].err
