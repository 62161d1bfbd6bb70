"""reset and undo: whatever happens, nothing that a learner wrote is lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.course import Course, untouched_stub
from grader.store import Database, Progress, Versions, schema
from grader.store.versions import digest
from grader.workspace import files

STUB = Path("exercises/ex01_double/double.py")
MINE = b"# mine: \xc3\xa9\r\ndef double(x):\n    return [2 * e for e in x]\n"


@pytest.fixture
def mine(toy_copy: Path) -> Path:
    """The learner's file, edited and never checked."""
    file = toy_copy / STUB
    file.write_bytes(MINE)
    return file


def stub(root: Path) -> bytes:
    content = untouched_stub(Course(root).exercise("ex01"))
    assert content is not None
    return content


def versions(root: Path) -> Versions:
    return Versions(Database(root / ".learn" / "progress.db"))


def kept(root: Path) -> list[bytes]:
    mine = versions(root)
    return [mine.content(v.sha256) for v in mine.of("ex01")]


def leftovers(root: Path) -> list[Path]:
    return list(root.rglob(".*.learn-new"))


def test_reset_puts_the_stub_back_and_undo_the_learners_file(here, mine):
    mine.chmod(0o640)

    reset = here("reset", "ex01")
    assert mine.read_bytes() == stub(here.folder)
    undone = here("undo", "ex01")

    assert (reset.code, undone.code) == (0, 0)
    assert reset.out.splitlines()[:2] == [
        "exercises/ex01_double/double.py is the untouched stub again.",
        "Your file is kept as version 1: `learn undo ex01` gets it back.",
    ]
    assert "is version 1 now (20" in undone.out
    assert "`learn undo ex01 --to 2` to go forward again" in undone.out
    assert mine.read_bytes() == MINE
    assert mine.stat().st_mode & 0o777 == 0o640
    assert leftovers(here.folder) == []


def test_reset_of_the_untouched_stub_changes_and_keeps_nothing(here):
    before = (here.folder / STUB).stat()

    ran = here("reset", "ex01")

    assert ran.code == 0
    assert "is the untouched stub already." in ran.out
    assert (here.folder / STUB).stat().st_mtime_ns == before.st_mtime_ns
    assert kept(here.folder) == []


def test_reset_brings_a_file_back_that_is_gone(here):
    (here.folder / STUB).unlink()

    told = here("check", "ex01")
    ran = here("reset", "ex01")

    assert told.code == 2
    assert "`learn reset ex01` puts the stub back" in told.err
    assert (ran.code, (here.folder / STUB).read_bytes()) == (0, stub(here.folder))


def test_undo_brings_a_file_back_that_is_gone(here, mine):
    here("check", "ex01")
    mine.unlink()

    ran = here("undo", "ex01")

    assert (ran.code, mine.read_bytes()) == (0, MINE)


def test_undo_goes_back_step_by_step_and_forward_to_any_version(here, mine):
    contents = [b"a = 1\n", b"a = 2\n", b"a = 3\n"]
    for content in contents:
        mine.write_bytes(content)
        here("check", "ex01")

    for expected in (contents[1], contents[0]):
        assert here("undo", "ex01").code == 0
        assert mine.read_bytes() == expected
    last = here("undo", "ex01")
    forward = here("undo", "ex01", "--to", "3")

    assert (last.code, last.out) == (2, "")
    assert "nothing older of double.py" in last.err
    assert "`learn history ex01` lists every version" in last.err
    assert (forward.code, mine.read_bytes()) == (0, contents[2])
    assert kept(here.folder) == contents
    assert (
        here("undo", "ex01", "--to", "3").err
        == "learn: your file is version 3 already\n"
    )


def test_undo_takes_edits_back_first_and_keeps_them(here, mine):
    here("check", "ex01")
    mine.write_bytes(b"# half an idea\n")

    ran = here("undo", "ex01")

    assert mine.read_bytes() == MINE
    assert "Your edits since the last check are kept as version 2." in ran.out
    assert here("undo", "ex01", "--to", "2").code == 0
    assert mine.read_bytes() == b"# half an idea\n"


def test_edits_that_came_after_going_back_are_taken_back_to_there(here, mine):
    for content in (b"a = 1\n", b"a = 2\n", b"a = 3\n"):
        mine.write_bytes(content)
        here("check", "ex01")
    here("undo", "ex01", "--to", "1")
    mine.write_bytes(b"a = 1.5\n")

    here("undo", "ex01")

    assert mine.read_bytes() == b"a = 1\n"


def test_undo_after_reset_gets_back_what_an_earlier_undo_had_gone_to(here, mine):
    for content in (b"a = 1\n", b"a = 2\n", b"a = 3\n"):
        mine.write_bytes(content)
        here("check", "ex01")
    here("undo", "ex01", "--to", "2")

    reset = here("reset", "ex01")
    assert "kept as version 2: `learn undo ex01` gets it back" in reset.out
    here("undo", "ex01")

    assert mine.read_bytes() == b"a = 2\n"
    here("undo", "ex01")
    assert mine.read_bytes() == b"a = 1\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["undo", "ex01"], "nothing older of double.py to go back to"),
        (["undo", "ex01", "--to", "1"], "no version 1 of double.py; it has none yet"),
        (["undo", "ex01", "--to", "0"], "0 is not in the range"),
        (["reset", "ex77"], "there is no exercise 'ex77'"),
        (["reset"], "Missing argument 'EX'"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(here, mine, args, said):
    ran = here(*args)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert mine.read_bytes() == MINE


@pytest.mark.parametrize(
    "content", [b"", b"\0\xff" * 100, b"\x1b[31m\r\n", b"x" * (3 << 20)]
)
def test_any_content_is_kept_byte_for_byte(here, mine, content):
    """Also one that is no text, or too large to be judged."""
    mine.write_bytes(content)

    assert here("reset", "ex01").code == 0
    assert here("undo", "ex01").code == 0
    assert mine.read_bytes() == content


def test_a_course_that_does_not_say_how_the_stub_was(here, mine, monkeypatch):
    (here.folder / "exercises/ex01_double/diagnosis.json").unlink()

    refused = here("reset", "ex01")
    assert (refused.code, mine.read_bytes()) == (2, MINE)
    assert "does not say how the stub of ex01 was" in refused.err

    installed = here.folder.parent / "installed"
    shutil.copytree(Path(__file__).parent / "toy", installed)
    monkeypatch.setattr("grader.cli.workspace.installed_course", lambda: installed)
    assert here("reset", "ex01").code == 0
    assert mine.read_bytes() == stub(installed)


def test_the_learners_own_file_is_never_taken_for_the_stub(here, mine, monkeypatch):
    """In a clone the installed course is the one that is being edited."""
    (here.folder / "exercises/ex01_double/diagnosis.json").unlink()
    monkeypatch.setattr("grader.cli.workspace.installed_course", lambda: here.folder)

    assert here("reset", "ex01").code == 2
    assert mine.read_bytes() == MINE


# -- links and other things in the file's place ------------------------------------------


def test_a_link_inside_of_the_workspace_stays_a_link(here, mine):
    real = here.folder / "work" / "double.py"
    real.parent.mkdir()
    mine.rename(real)
    mine.symlink_to(real)

    assert here("reset", "ex01").code == 0

    assert mine.is_symlink()
    assert real.read_bytes() == stub(here.folder)
    assert here("undo", "ex01").code == 0
    assert real.read_bytes() == MINE


@pytest.mark.parametrize("kind", ["file", "missing", "folder"])
def test_a_link_out_of_the_workspace_is_not_written_through(here, tmp_path, kind):
    """A course that somebody made must not choose what is overwritten."""
    file = here.folder / STUB
    outside = tmp_path / "outside"
    outside.mkdir()
    if kind == "folder":
        for one in file.parent.iterdir():
            shutil.copy(one, outside)
        shutil.rmtree(file.parent)
        file.parent.symlink_to(outside)
        (outside / "double.py").write_bytes(MINE)
    else:
        file.unlink()
        file.symlink_to(outside / "precious")
        if kind == "file":
            (outside / "precious").write_bytes(MINE)
    before = {f.name: f.read_bytes() for f in outside.iterdir()}

    ran = here("reset", "ex01")

    assert (ran.code, ran.out) == (2, "")
    assert "a link to outside of the workspace" in ran.err
    assert {f.name: f.read_bytes() for f in outside.iterdir()} == before


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop"])
def test_what_is_no_file_is_left_alone(here, kind):
    file = here.folder / STUB
    file.unlink()
    {"folder": file.mkdir, "pipe": lambda: os.mkfifo(file),
     "loop": lambda: file.symlink_to(file)}[kind]()  # fmt: skip

    for command in ("reset", "undo"):
        ran = here(command, "ex01")

        assert (ran.code, ran.out) == (2, "")
        assert "double.py" in ran.err
    assert file.is_dir() or file.is_fifo() or file.is_symlink()


def test_a_hostile_name_of_a_folder_reaches_no_terminal(learn, tmp_path):
    folder = tmp_path / "a\x1b[31m\nb"
    learn.folder.rename(folder)
    (folder / STUB).write_bytes(MINE)

    for command in ("reset", "undo", "undo"):
        ran = learn(command, "ex01", cwd=folder)
        assert "\x1b" not in ran.out + ran.err

    ran = learn("--course", folder, "reset", "ex01", cwd=tmp_path)
    assert "\x1b" not in ran.out
    assert ran.code == 0


# -- when nothing can be kept ------------------------------------------------------------


def test_in_a_read_only_workspace_nothing_is_replaced(learn, unprivileged):
    file = learn.folder / STUB
    file.write_bytes(MINE)
    learn.folder.chmod(0o555)
    try:
        ran = learn("reset", "ex01", preexec_fn=unprivileged)
    finally:
        learn.folder.chmod(0o755)

    assert (ran.code, ran.out) == (2, "")
    assert "nothing can be kept here: Permission denied" in ran.err
    assert file.read_bytes() == MINE


@pytest.mark.parametrize("closed", ["exercises/ex01_double", ".learn"])
def test_a_read_only_folder_keeps_its_file(learn, unprivileged, closed):
    file = learn.folder / STUB
    file.write_bytes(MINE)
    learn("check", "ex01")
    (learn.folder / closed).chmod(0o555)
    try:
        ran = learn("reset", "ex01", preexec_fn=unprivileged)
    finally:
        (learn.folder / closed).chmod(0o755)

    assert (ran.code, ran.out) == (2, "")
    assert "can be written to" in ran.err
    assert file.read_bytes() == MINE
    assert leftovers(learn.folder) == []


def test_progress_of_a_newer_learn_lets_nothing_be_replaced(here, mine):
    here("check", "ex01")
    db = sqlite3.connect(here.folder / ".learn" / "progress.db")
    db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()

    for command in ("reset", "undo"):
        ran = here(command, "ex01")

        assert (ran.code, ran.out) == (2, "")
        assert "written by a newer learn" in ran.err
        assert mine.read_bytes() == MINE


@pytest.mark.parametrize("room_kib", [0, 8, 40, 64, 72, 80, 96])
def test_on_a_full_disk_the_file_is_as_it_was(learn, small_disk, room_kib):
    """Wherever the room ends: while it is kept, written, or recorded."""
    root = small_disk / "course"
    shutil.copytree(learn.folder, root, ignore=shutil.ignore_patterns("reference"))
    mine = MINE + os.urandom(20_000).hex().encode()
    (root / STUB).write_bytes(mine)
    filling = small_disk / "filling"
    with filling.open("wb") as stream:
        free = os.statvfs(small_disk).f_bavail * 4096
        stream.write(b"\0" * max(0, free - room_kib * 1024))

    ran = learn("reset", "ex01", cwd=root)

    if ran.code == 0:
        assert (root / STUB).read_bytes() == stub(root)
        assert mine in kept(root)
        assert room_kib
    else:
        assert (ran.code, ran.out) == (2, "")
        assert "room" in ran.err
        assert (root / STUB).read_bytes() == mine
    assert leftovers(root) == []
    filling.unlink()
    assert learn("reset", "ex01", cwd=root).code == 0
    assert mine in kept(root)


# -- kills and others --------------------------------------------------------------------

BACK_AND_FORTH = """
import sys
from grader.cli.main import run

while True:
    for command in (["reset", "ex01"], ["undo", "ex01", "--to", "1"]):
        code = run(command)
        assert code in (0, 2), code
    print("round", flush=True)
"""


def test_a_kill_at_any_moment_leaves_a_whole_file_and_every_version(learn, start):
    mine = MINE * 200
    (learn.folder / STUB).write_bytes(mine)
    command = (sys.executable, "-c", BACK_AND_FORTH)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    possible = {mine, stub(learn.folder)}
    moments = random.Random(5)
    for _ in range(25):
        with start(*command, cwd=learn.folder, **streams) as process:
            assert process.stdout.readline()
            time.sleep(moments.random() * 0.02)
            process.send_signal(signal.SIGKILL)
        content = (learn.folder / STUB).read_bytes()
        assert content in possible
        assert mine in kept(learn.folder)
        db = sqlite3.connect(learn.folder / ".learn" / "progress.db")
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        db.close()

    learn("reset", "ex01")
    assert learn("undo", "ex01", "--to", "1").code == 0
    assert (learn.folder / STUB).read_bytes() == mine
    assert leftovers(learn.folder) == []
    assert set(kept(learn.folder)) == possible


EDITS = """
import sys
from pathlib import Path

file, name = Path(sys.argv[1]), sys.argv[2]
for i in range(150):
    beside = file.with_name(f"{name}.swp")
    beside.write_text(f"# {name} {i}\\n")
    beside.rename(file)
"""


def test_two_terminals_and_an_editor_at_once_lose_nothing(learn, start):
    (learn.folder / STUB).write_bytes(MINE)
    command = (sys.executable, "-c", BACK_AND_FORTH)
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    editor = (sys.executable, "-c", EDITS, learn.folder / STUB, "editor")
    with (
        start(*command, cwd=learn.folder, **quiet) as one,
        start(*command, cwd=learn.folder, **quiet) as other,
    ):
        for process in (one, other):
            assert process.stdout.readline()
        with start(*editor) as saving:
            assert saving.wait(timeout=60) == 0
        for process in (one, other):
            assert process.poll() is None
            process.send_signal(signal.SIGKILL)

    contents = kept(learn.folder)
    now = (learn.folder / STUB).read_bytes()
    assert contents[0] == MINE
    assert now in {MINE, stub(learn.folder)} or now.startswith(b"# editor")
    assert now == MINE or learn("undo", "ex01", "--to", "1").code == 0
    assert (learn.folder / STUB).read_bytes() == MINE


def test_what_an_editor_saves_at_the_last_moment_is_kept_too(here, mine, monkeypatch):
    """Between keeping the file and replacing it."""
    latest = b"# saved just now\n"
    changed = Versions.changed

    def slowly(self, *args, **more):
        changed(self, *args, **more)
        if mine.read_bytes() == MINE:
            mine.write_bytes(latest)

    monkeypatch.setattr(Versions, "changed", slowly)

    here("reset", "ex01")

    assert mine.read_bytes() == stub(here.folder)
    assert {MINE, latest} <= set(kept(here.folder))


LATEST = b"# saved just now\n"


def by_renaming(file: Path, content: bytes) -> None:
    beside = file.with_name("editor.tmp")
    beside.write_bytes(content)
    beside.rename(file)


SAVES = {"in place": Path.write_bytes, "by renaming": by_renaming}


@pytest.mark.parametrize("step", ["exchanges", "only renames"])
@pytest.mark.parametrize("save", SAVES)
@pytest.mark.parametrize("there", [True, False])
def test_a_save_in_the_very_moment_of_replacing_is_kept_too(
    here, mine, monkeypatch, step, save, there
):
    """After the last look that a command takes, before its one step."""
    if not there:
        mine.unlink()
    rename = files.rename
    saves = [LATEST]

    def slowly(old: Path, new: Path, how: int) -> bool:
        if saves:
            SAVES[save](mine, saves.pop())
        return rename(old, new, how) if step == "exchanges" else False

    monkeypatch.setattr(files, "rename", slowly)

    ran = here("reset", "ex01")

    assert ran.code == 0
    assert mine.read_bytes() == stub(here.folder)
    assert LATEST in kept(here.folder)
    assert not there or MINE in kept(here.folder)
    assert not leftovers(here.folder)


def test_saves_without_a_pause_are_never_lost(here, mine, monkeypatch):
    """Each time that the file is given back, somebody has saved again."""
    rename = files.rename
    saves = [b"# save %d\n" % number for number in range(7)]

    def slowly(old: Path, new: Path, how: int) -> bool:
        if saves:
            by_renaming(mine, saves.pop())
        return rename(old, new, how)

    monkeypatch.setattr(files, "rename", slowly)

    ran = here("reset", "ex01")

    assert (ran.code, saves) == (0, []), ran
    assert mine.read_bytes() == stub(here.folder)
    assert b"# save 0\n" in kept(here.folder)


def test_what_replaces_a_file_is_on_the_disk_after_what_it_replaces(
    learn, mine, tmp_path
):
    """Also while `learn watch` has the database open, and nobody waits for the disk."""
    trace = tmp_path / "trace"
    strace = ["strace", "-f", "-y", "-e", "trace=fdatasync,fsync,rename,renameat2",
              "-o", str(trace)]  # fmt: skip
    if (
        not shutil.which("strace")
        or subprocess.run([*strace, "true"], capture_output=True).returncode
    ):
        pytest.skip("system calls cannot be watched here")
    database = Database(learn.folder / ".learn" / "progress.db")
    with database.kept_open():
        Progress(database).visit()
        done = subprocess.run(
            [*strace, *learn.command, "reset", "ex01"], cwd=learn.folder
        )

    assert done.returncode == 0
    calls = trace.read_text().splitlines()
    replaced = next(i for i, call in enumerate(calls) if "rename" in call)
    assert any("progress.db-wal" in call for call in calls[:replaced])


def test_a_command_that_does_not_end_is_waited_for_and_then_named(
    here, mine, monkeypatch
):
    monkeypatch.setattr(files, "BUSY_S", 0.1)

    with files.Workspace(here.folder).locked():
        ran = here("reset", "ex01")

    assert (ran.code, mine.read_bytes()) == (2, MINE)
    assert "another learn is changing files here" in ran.err
    assert here("reset", "ex01").code == 0


def test_a_version_says_how_it_was_judged(here, mine):
    here("check", "ex01")
    here("reset", "ex01")

    first = here("undo", "ex01").out
    stub_again = here("undo", "ex01", "--to", "2").out

    assert "checked, 6 of 8 points)" in first
    assert "the untouched stub)" in stub_again
    assert versions(here.folder).of("ex01")[0].sha256 == digest(MINE)
