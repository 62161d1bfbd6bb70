"""A damaged, locked, full or foreign place: one message, a known code, nothing lost.

Every command that reads or writes progress meets every such place, for real.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Learn, copy_toy, environment

pytestmark = pytest.mark.usefixtures("unmeasured")

STUB = Path("exercises/ex01_double/double.py")
RIGHT = b"""\
def double(x):
    if len(x) == 0:
        raise ValueError("no entries")
    return [2 * entry for entry in x]
"""

COMMANDS = {
    "status": (),
    "list": ("list",),
    "list as JSON": ("list", "--json"),
    "show": ("show", "ex01"),
    "check": ("check", "ex01"),
    "check as JSON": ("check", "ex01", "--json"),
    "hint": ("hint", "ex01"),
    "history": ("history", "ex01"),
    "reset": ("reset", "ex01"),
    "undo": ("undo", "ex01"),
    "solution": ("solution", "ex01", "--give-up"),
    "submit": ("submit",),
    "milestone": ("milestone",),
    "doctor": ("doctor",),
}

REPLACES = {"reset", "undo"}
"""What may not do its work where the learner's version cannot be kept first."""


def damaged(root: Path) -> None:
    (root / ".learn/progress.db").write_bytes(b"no database " * 1000)


def truncated(root: Path) -> None:
    file = root / ".learn/progress.db"
    file.write_bytes(file.read_bytes()[:5000])


def newer(root: Path) -> None:
    db = sqlite3.connect(root / ".learn/progress.db")
    db.execute("PRAGMA user_version = 99")
    db.close()


def a_folder_in_its_place(root: Path) -> None:
    for file in (root / ".learn").glob("progress.db*"):
        file.unlink()
    (root / ".learn/progress.db").mkdir()


def a_file_for_the_folder(root: Path) -> None:
    shutil.rmtree(root / ".learn")
    (root / ".learn").write_text("not a folder")


NEEDS_IT = {*REPLACES, "history", "solution", "milestone"}
"""What is about progress: without it there is nothing to show, or to go by."""

PLACES: dict[str, Callable[[Path], None]] = {
    "damaged": damaged,
    "truncated": truncated,
    "newer": newer,
    "a folder in its place": a_folder_in_its_place,
    "a file for the folder": a_file_for_the_folder,
}


@pytest.fixture(scope="module")
def one_attempt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is kept of one attempt at another exercise."""
    learn = Learn(copy_toy(tmp_path_factory.mktemp("one") / "course"))
    learn("check", "ex02")
    return learn.folder / ".learn"


@pytest.fixture(scope="module")
def two_attempts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is kept of two attempts, the second of them right."""
    learn = Learn(copy_toy(tmp_path_factory.mktemp("two") / "course"))
    for source in (b"def double(x):\n    return x\n", RIGHT):
        (learn.folder / STUB).write_bytes(source)
        learn("check", "ex01")
    return learn.folder / ".learn"


@pytest.fixture
def used(learn: Learn, two_attempts: Path) -> Learn:
    """A workspace with some history."""
    shutil.copytree(two_attempts, learn.folder / ".learn")
    (learn.folder / STUB).write_bytes(RIGHT + b"# edited since\n")
    return learn


def contents(root: Path) -> dict[str, bytes]:
    return {
        str(f.relative_to(root)): f.read_bytes()
        for f in sorted(root.rglob("*"))
        if f.is_file() and ".learn" not in f.parts and "__pycache__" not in f.parts
    }


def one_message(err: str) -> bool:
    """Whether it says one thing: a sentence, and where and what to do below it."""
    mended = "a new one begins; your exercises were not touched"
    rows = [row for row in err.splitlines() if mended not in row]
    heads = [row for row in rows if not row.startswith("  ")]
    return len(heads) <= 1 and "Traceback" not in err


@pytest.mark.parametrize("place", PLACES)
def test_progress_that_cannot_be_used_is_said_once_and_costs_nothing_else(
    used, one_attempt, place
):
    before = contents(used.folder)
    for name, command in COMMANDS.items():
        PLACES[place](used.folder)
        kept = hashes(used.folder / ".learn")

        ran = used(*command)

        assert ran.code in ((0, 1, 2) if name in NEEDS_IT else (0, 1)), (name, ran)
        assert one_message(ran.err), (name, ran.err)
        replaced = name in REPLACES and ran.code == 0
        now = contents(used.folder)
        for file in now.keys() - before.keys():
            (used.folder / file).unlink()  # what `submit` wrote
        if not replaced:
            assert {f: now[f] for f in before} == before, name
        assert kept <= hashes(used.folder / ".learn"), name
        (used.folder / STUB).write_bytes(RIGHT + b"# edited since\n")
        restore(used.folder, one_attempt)


def hashes(folder: Path) -> set[str]:
    """What is in a folder by content: a file may be set aside, never changed."""
    if folder.is_file():
        return {hashlib.sha256(folder.read_bytes()).hexdigest()}
    return {
        hashlib.sha256(f.read_bytes()).hexdigest()
        for f in folder.glob("progress*.db")
        if f.is_file()
    }


def restore(root: Path, progress: Path) -> None:
    """Begin again with that progress, in the state that the next needs."""
    shutil.rmtree(root / ".learn", ignore_errors=True)
    (root / ".learn").unlink(missing_ok=True)
    shutil.copytree(progress, root / ".learn")


@pytest.fixture
def full(used: Learn, small_disk: Path) -> Learn:
    """The same on a disk without room for one more byte."""
    there = small_disk / "course"
    shutil.copytree(used.folder, there, ignore=shutil.ignore_patterns("__pycache__"))
    try:
        with (small_disk / "filler").open("wb", buffering=0) as filler:
            while filler.write(b"\0" * 512):
                pass
    except OSError as error:
        assert error.errno == 28  # noqa: PT017  (it is what fills the disk)
    return Learn(there)


@pytest.mark.parametrize("name", COMMANDS)
def test_on_a_full_disk_nothing_is_lost(full, name):
    before = contents(full.folder)
    progress = (full.folder / ".learn/progress.db").read_bytes()

    ran = full(*COMMANDS[name])

    assert ran.code in (0, 1, 2)
    assert one_message(ran.err), ran.err
    assert contents(full.folder) == before
    assert (full.folder / ".learn/progress.db").read_bytes() == progress
    if name in ("check", "check as JSON"):
        assert ran.code in (0, 1)
        assert "not recorded" in ran.err
    if name in REPLACES:
        assert ran.code == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_in_a_read_only_workspace_what_can_be_done_is_done(used, unprivileged, name):
    before = contents(used.folder)
    folders = [used.folder, *(f for f in used.folder.rglob("*") if f.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        ran = used(*COMMANDS[name], preexec_fn=unprivileged)
    finally:
        for folder in folders:
            folder.chmod(0o755)

    assert ran.code == (2 if name in {*REPLACES, "submit"} else ran.code)
    assert ran.code in (0, 1, 2)
    assert one_message(ran.err), ran.err
    assert contents(used.folder) == before
    if name == "status":
        assert "1 of 3 exercises done" in ran.out


@pytest.mark.parametrize("home", ["", "/nonexistent", None])
def test_no_command_needs_a_home(used, monkeypatch, home):
    if home is None:
        monkeypatch.delenv("HOME")
    else:
        monkeypatch.setenv("HOME", home)
    for name, command in COMMANDS.items():
        ran = used(*command)

        assert ran.code in (0, 1), name
        assert ran.err == "" or name == "submit", (name, ran.err)
        (used.folder / STUB).write_bytes(RIGHT + b"# edited since\n")
        for made in used.folder.glob("*.zip"):
            made.unlink()


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_without_somewhere_to_write_to_the_work_is_done(used, closed):
    commands = {**COMMANDS, "a version": ("history", "ex01", "1")}
    for name, command in commands.items():
        words = [*used.command, *command]

        ran = subprocess.run(
            ["bash", "-c", f'"$@" {closed}', "bash", *words],
            cwd=used.folder, env=environment(), capture_output=True,
        )  # fmt: skip

        assert ran.returncode in (0, 1), (name, ran)
        assert b"Traceback" not in ran.stderr, (name, ran)
        (used.folder / STUB).write_bytes(RIGHT + b"# edited since\n")


def test_doctor_may_not_look_into_the_folder_and_says_so(used, unprivileged):
    (used.folder / ".learn").chmod(0)
    try:
        ran = used("doctor", preexec_fn=unprivileged)
    finally:
        (used.folder / ".learn").chmod(0o755)

    assert ran.code == 0
    assert "no file can be written beside the course" in ran.out
