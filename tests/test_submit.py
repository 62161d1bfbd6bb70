"""submit: the changed files and nothing else, in a zip that is whole or not there."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from grader.workspace import handin

NAME = "learn-submission.zip"
DOUBLE = Path("exercises/ex01_double/double.py")
COUNTER = Path("exercises/ex02_counter/counter.py")
NEXT = (
    "Next: hand in learn-submission.zip, or first see what is not checked yet: "
    "`learn check ex02`."
)
MINE = b"# mine\r\ndef double(x): return x\n"


def contents(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def changed(here):
    (here.folder / DOUBLE).write_bytes(MINE)
    return here


def test_holds_what_was_changed_byte_for_byte_and_a_manifest(changed):
    ran = changed("submit")

    assert ran.code == 0
    held = contents(changed.folder / NAME)
    manifest = json.loads(held.pop("learn-submission.json"))
    assert held == {str(DOUBLE): MINE}
    assert manifest["schema"] == "learn.submission/1"
    assert manifest["course"] == "A toy course"
    assert manifest["files"] == [
        {
            "exercise": "ex01",
            "path": str(DOUBLE),
            "sha256": hashlib.sha256(MINE).hexdigest(),
            "bytes": len(MINE),
        }
    ]


def test_says_what_is_in_it_and_what_is_not(changed):
    changed("check", "ex01")
    (changed.folder / COUNTER).write_text("class Counter: ...\n")
    changed("check", "ex02")
    (changed.folder / COUNTER).write_text("class Counter: pass\n")

    assert changed("submit").out.splitlines() == [
        "learn-submission.zip holds 2 files:",
        "  ex01  ex01_double/double.py  checked, 0 of 8 points",
        "  ex02  ex02_counter/counter.py  not checked since it was edited",
        "Not in it, since the stub is untouched: ex03.",
        NEXT,
    ]
    (changed.folder / COUNTER).unlink()
    ran = changed("submit")
    assert "Not in it, since there is no file: ex02." in ran.out
    assert ran.out.endswith("Next: hand in learn-submission.zip.\n")


def test_the_same_files_give_the_same_bytes(here, toy):
    pieces = [handin.Piece(e, e.stub.read_bytes()) for e in toy.exercises()]

    assert handin.pack("t", pieces, "now") == handin.pack("t", pieces[::-1], "now")


def test_nothing_changed_is_nothing_to_hand_in(here):
    ran = here("submit")

    assert ran.code == 2
    assert "no exercise file has been changed yet" in ran.err
    assert not (here.folder / NAME).exists()


def test_without_a_known_stub_a_file_is_handed_in(here):
    for file in here.folder.rglob("diagnosis.json"):
        file.unlink()

    assert here("submit").code == 0
    assert len(contents(here.folder / NAME)) == 4


@pytest.mark.parametrize("form", ["name.zip", "folder", "folder/other"])
def test_can_be_written_elsewhere(changed, tmp_path, form):
    (tmp_path / "folder").mkdir()

    ran = changed("submit", "--out", tmp_path / form)

    assert ran.code == 0
    file = tmp_path / form / NAME if form == "folder" else tmp_path / form
    assert str(DOUBLE) in contents(file)
    assert not (changed.folder / NAME).exists()


def test_from_below_the_course_it_goes_to_its_folder(learn):
    (learn.folder / DOUBLE).write_bytes(MINE)

    assert learn("submit", cwd=learn.folder / DOUBLE.parent).code == 0
    assert (learn.folder / NAME).is_file()


# -- what is in the way -------------------------------------------------------------------


def test_an_older_submission_is_replaced(changed):
    changed("submit")
    (changed.folder / DOUBLE).write_bytes(MINE + b"# more\n")

    ran = changed("submit")

    assert ran.code == 0
    assert "holds 1 file and replaces the older one" in ran.out
    assert contents(changed.folder / NAME)[str(DOUBLE)] == MINE + b"# more\n"


def other_zip(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("thesis.txt", "years of work")


def other_manifest(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("learn-submission.json", '{"schema": "else"}')


def damaged(file: Path) -> None:
    file.write_bytes(b"PK\3\4" + os.urandom(100))


@pytest.mark.parametrize(
    "make", [other_zip, other_manifest, damaged, Path.touch, os.mkfifo]
)
def test_another_file_of_that_name_is_left_alone(changed, make):
    file = changed.folder / NAME
    make(file)
    before = file.read_bytes() if file.is_file() else b""

    ran = changed("submit")

    assert (ran.code, ran.out) == (2, "")
    assert "another file of that name" in ran.err
    assert file.is_fifo() or file.read_bytes() == before


def test_files_that_cannot_be_taken_are_named_and_the_others_packed(
    learn, unprivileged
):
    (learn.folder / DOUBLE).write_bytes(MINE)
    (learn.folder / COUNTER).write_bytes(b"#" * ((1 << 20) + 1))
    closed = learn.folder / "exercises/ex03_apply_twice/apply_twice.py"
    closed.chmod(0)

    ran = learn("submit", preexec_fn=unprivileged)

    assert ran.code == 2
    assert "Not in it: ex02 (counter.py: the file is larger than 1 MiB)." in ran.out
    assert "Not in it: ex03 (apply_twice.py: the file may not be read)." in ran.out
    assert list(contents(learn.folder / NAME)) == ["learn-submission.json", str(DOUBLE)]


@pytest.mark.parametrize("target", ["secret", ".learn/progress.db", "folder"])
def test_nothing_outside_of_the_workspace_and_nothing_of_learn_is_packed(
    changed, tmp_path, target
):
    changed("check", "ex01")
    (tmp_path / "secret").write_text("secret")
    file = changed.folder / COUNTER
    if target == "folder":
        shutil.move(file.parent, tmp_path / "elsewhere")
        file.parent.symlink_to(tmp_path / "elsewhere")
        (tmp_path / "elsewhere" / "counter.py").write_text("secret")
    else:
        file.unlink()
        place = tmp_path / target if target == "secret" else changed.folder / target
        file.symlink_to(place)

    ran = changed("submit")

    assert ran.code == 2
    assert "ex02 (counter.py: this is a link to outside of the workspace" in ran.out
    assert sorted(contents(changed.folder / NAME)) == [
        str(DOUBLE),
        "learn-submission.json",
    ]


def test_only_the_exercises_own_file_is_packed(changed):
    for name in ("notes.md", "double_old.py", ".secret", "test_public.py"):
        (changed.folder / DOUBLE.parent / name).write_text("mine")

    changed("submit")

    assert len(contents(changed.folder / NAME)) == 2


def test_a_hostile_title_of_a_course_is_only_data(changed):
    file = changed.folder / "exercises/course.yaml"
    file.write_text(file.read_text().replace("A toy course", r'"\e[31m../\0"'))

    ran = changed("submit")

    assert ran.code == 0
    assert "\x1b" not in ran.out + ran.err


# -- where it cannot be written ---------------------------------------------------------------


def test_a_read_only_workspace_says_how_to_write_it_elsewhere(
    learn, unprivileged, tmp_path
):
    (learn.folder / DOUBLE).write_bytes(MINE)
    learn.folder.chmod(0o555)
    try:
        refused = learn("submit", preexec_fn=unprivileged)
        elsewhere = learn(
            "submit", "--out", tmp_path / "mine.zip", preexec_fn=unprivileged
        )
    finally:
        learn.folder.chmod(0o755)

    assert (refused.code, refused.out) == (2, "")
    assert "the file cannot be written: Permission denied" in refused.err
    assert elsewhere.code == 0
    assert contents(tmp_path / "mine.zip")[str(DOUBLE)] == MINE


def test_a_folder_that_is_not_there_gets_a_sentence(changed, tmp_path):
    ran = changed("submit", "--out", tmp_path / "none" / "mine.zip")

    assert (ran.code, ran.out) == (2, "")
    assert "No such file or directory" in ran.err


AGAIN_AND_AGAIN = """
from grader.cli.main import run

while True:
    assert run(["submit"]) == 0
    print("done", flush=True)
"""


def test_a_kill_at_any_moment_leaves_a_whole_zip(learn, start):
    (learn.folder / DOUBLE).write_bytes(os.urandom(500_000).hex().encode())
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    command = (sys.executable, "-c", AGAIN_AND_AGAIN)
    for i in range(8):
        with start(*command, cwd=learn.folder, **streams) as process:
            while process.stdout.readline() != b"done\n":
                pass
            time.sleep(i * 0.007)
            process.send_signal(signal.SIGKILL)
        assert str(DOUBLE) in contents(learn.folder / NAME)
