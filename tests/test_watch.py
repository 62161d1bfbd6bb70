"""Watching a file: every way of saving is noticed, the screen fits, nothing is lost."""

from __future__ import annotations

import os
import pty
import shlex
import shutil
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from grader.cli.keys import Keys
from grader.errors import BrokenError
from grader.judge.judges import Judges
from grader.store import Database, Progress
from grader.watching import WatchedFile

STUB = Path("exercises/ex01_double/double.py")
RIGHT = """\
import numpy as np


def double(x):
    x = np.asarray(x)
    if len(x) == 0:
        raise ValueError("no entries")
    return 2 * x
"""
SQUARED = "import numpy as np\n\n\ndef double(x):\n    return np.asarray(x) ** 2\n"


def save_in_place(file: Path, text: str) -> None:
    file.write_text(text)


def save_by_renaming(file: Path, text: str) -> None:
    beside = file.with_name(f".{file.name}.tmp")
    beside.write_text(text)
    beside.rename(file)


def save_as_vim_does(file: Path, text: str) -> None:
    """Move the old one away, write the new one, remove the old one."""
    backup = file.with_name(f"{file.name}~")
    file.rename(backup)
    time.sleep(0.03)
    file.write_text(text)
    backup.unlink()


def save_in_pieces(file: Path, text: str) -> None:
    with file.open("w") as stream:
        for line in text.splitlines(keepends=True):
            time.sleep(0.005)
            stream.write(line)
            stream.flush()


def save_through_a_link(file: Path, text: str) -> None:
    """As configuration managers do: the file is a link to the newest version."""
    target = file.with_name("elsewhere.txt")
    target.write_text(text)
    file.unlink()
    file.symlink_to(target.name)


WAYS = [save_in_place, save_by_renaming, save_as_vim_does, save_in_pieces,
        save_through_a_link]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "mine.py"
    file.write_text("x = 1\n")
    return file


def noticed(watched: WatchedFile, within_s: float = 5.0) -> bytes | None:
    give_up = time.monotonic() + within_s
    while time.monotonic() < give_up:
        if watched.changed():
            return watched.content
        time.sleep(watched.interval)
    raise AssertionError("nothing was noticed")


def stays_quiet(watched: WatchedFile, for_s: float = 0.3) -> bool:
    end = time.monotonic() + for_s
    while time.monotonic() < end:
        if watched.changed():
            return False
        time.sleep(watched.interval)
    return True


# -- noticing ----------------------------------------------------------------------


@pytest.mark.parametrize("save", WAYS)
def test_a_save_is_noticed_once_and_whole_whatever_saved_it(file, save):
    watched = WatchedFile(file)

    save(file, RIGHT)

    assert noticed(watched) == RIGHT.encode()
    assert stays_quiet(watched)


def test_a_save_that_changes_nothing_is_none(file):
    watched = WatchedFile(file)

    for save in WAYS[:3]:
        save(file, "x = 1\n")

        assert stays_quiet(watched)


def test_a_file_that_comes_and_goes(file):
    watched = WatchedFile(file)
    file.unlink()
    assert noticed(watched) is None
    assert watched.missing

    file.write_text("x = 2\n")

    assert noticed(watched) == b"x = 2\n"
    assert not watched.missing


def test_a_file_that_is_missing_at_first(tmp_path):
    watched = WatchedFile(tmp_path / "mine.py")
    assert watched.missing

    (tmp_path / "mine.py").write_text("x = 1\n")

    assert noticed(watched) == b"x = 1\n"


def test_a_file_that_is_empty_for_a_moment_is_waited_for(file):
    watched = WatchedFile(file)
    seen = []
    file.write_text("")
    end = time.monotonic() + 0.1
    while time.monotonic() < end:
        seen.append(watched.changed())

    file.write_text("x = 2\n")

    assert noticed(watched) == b"x = 2\n"
    assert not any(seen)


def test_a_change_without_a_new_time_stamp_is_noticed_too(file):
    """As on file systems that keep whole seconds, or when a clock is set back."""
    watched = WatchedFile(file)
    before = file.stat()

    with file.open("r+") as stream:
        stream.write("y")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert noticed(watched) == b"y = 1\n"


def test_looks_less_often_where_a_look_takes_long(file, monkeypatch):
    watched = WatchedFile(file)
    signature = watched._signature

    def slow():
        time.sleep(0.02)
        return signature()

    monkeypatch.setattr(watched, "_signature", slow)
    watched.changed()

    assert watched.interval >= 0.4


def test_a_folder_or_a_pipe_in_the_files_place_is_a_missing_file(tmp_path):
    (tmp_path / "folder.py").mkdir()
    os.mkfifo(tmp_path / "pipe.py")

    for name in ("folder.py", "pipe.py"):
        watched = WatchedFile(tmp_path / name)
        assert watched.missing
        assert stays_quiet(watched, 0.1)


# -- judging again and again ---------------------------------------------------------


def test_an_isolated_python_that_has_died_is_replaced(toy):
    exercise = toy.exercise("ex01")
    with Judges((), 0) as judges:
        first = judges.judge(exercise, RIGHT.encode())
        judges._sandbox._server.process.kill()
        judges._sandbox._server.process.wait()

        second = judges.judge(exercise, RIGHT.encode())

    assert not [
        (c.id, c.verdict, c.message) for c in second.checks if c.verdict != "passed"
    ]
    assert (first.status, second.status) == ("passed", "passed")


def test_one_that_dies_each_time_is_said(toy, monkeypatch):
    def dead(*args):
        raise BrokenError("the isolated Python process could not be started")

    with Judges((), 0) as judges:
        monkeypatch.setattr("grader.judge.judges.Judge", dead)
        with pytest.raises(BrokenError):
            judges.judge(toy.exercise("ex01"), b"")


# -- on a terminal -----------------------------------------------------------------


def attempts(folder: Path) -> int:
    mine = Progress(Database(folder / ".learn" / "progress.db")).exercises()
    return mine["ex01"].attempts if "ex01" in mine else 0


@pytest.mark.parametrize(
    ("name", "size", "env", "encoding"),
    [
        ("80x24", (80, 24), {}, "utf-8"),
        ("40x15", (40, 15), {}, "utf-8"),
        ("no_color", (80, 24), {"NO_COLOR": "1"}, "utf-8"),
        ("dumb", (80, 24), {"TERM": "dumb"}, "utf-8"),
        ("cp1252", (80, 24), {"PYTHONIOENCODING": "cp1252"}, "cp1252"),
        ("ascii", (40, 15), {"PYTHONIOENCODING": "ascii"}, "ascii"),
    ],
)
def test_a_screen_after_each_save_and_key(
    terminal, toy_copy, golden, name, size, env, encoding
):
    """The stub, a wrong file, a hint, the changes, the list, and a right file."""
    columns, rows = size
    watch = terminal(
        "watch", "ex01", env=env, columns=columns, rows=rows, encoding=encoding
    )
    enter = "\n" if env.get("TERM") == "dumb" else ""
    screens = [watch.until("not written yet") and watch.until("quit")]
    save_by_renaming(toy_copy / STUB, SQUARED)
    screens.append(watch.until("squared"))
    for key, seen in (("h", "entry of"), ("d", "+++"), ("l", "Basics")):
        watch.send(key + enter)
        wanted = "ex02" if enter and key == "l" else seen
        screens.append(watch.until(wanted))
    save_by_renaming(toy_copy / STUB, RIGHT)
    screens.append(watch.until("is done"))
    watch.send("q" + enter)

    assert watch.ended() == 0
    ruler = "-" * columns + "\n"
    golden(f"watch_{name}.txt", ruler.join(["", *screens, ""]))
    assert all(len(row) <= columns for s in screens for row in s.splitlines())


def test_what_a_key_shows_stays_until_r_or_a_save(terminal, toy_copy):
    watch = terminal("watch", "ex01")
    watch.until("not written yet")
    watch.send("h")
    first = watch.until("Hint 1")
    assert "r back" in first

    watch.resize(60, 20)
    assert "Hint 1" in watch.until(lambda s: "Hint 1" in s and "r back" in s)

    watch.send("r")
    assert "Hint" not in watch.until("r again")


MILESTONE = """
milestones:
  - id: it_doubles
    title: what your own code can do
    needs: [ex01]
    before: Before.
    runs:
      - exercise: ex01
        title: It doubles
        program: |
          def milestone():
              return str(double([21.0])[0])
    after: After.
"""


def test_says_that_a_milestone_is_reached(terminal, toy_copy, learn):
    (toy_copy / "exercises" / "milestones.yaml").write_text(MILESTONE)
    watch = terminal("watch", "ex01")
    watch.until("not written yet")

    save_by_renaming(toy_copy / STUB, RIGHT)

    assert "reached a milestone: q, then `learn`" in watch.until("is done")
    shown = learn().out
    assert "42.0" in shown
    assert "`learn milestone it_doubles` shows this again." in shown


def test_a_small_screen_keeps_the_first_failure_in_sight(terminal, toy_copy):
    """The title, what is wrong and what to do, with room for little else."""
    (toy_copy / STUB).write_text(SQUARED)
    watch = terminal("watch", "ex01", columns=40, rows=12)

    rows = watch.until("quit").splitlines()

    assert rows[0] == "ex01  Twice a number"
    assert any("perhaps The entries are squared" in row for row in rows)
    assert "Edit double.py and save." in rows
    assert all(len(row) <= 40 for row in rows)


def test_each_new_content_is_one_attempt(terminal, toy_copy):
    watch = terminal("watch", "ex01")
    watch.until("not written yet")
    for text in (SQUARED, SQUARED, RIGHT):
        save_by_renaming(toy_copy / STUB, text)
        watch.until("squared" if text is SQUARED else "is done")
    watch.send("r")
    watch.until("is done")
    watch.send("q")

    assert watch.ended() == 0
    assert attempts(toy_copy) == 3  # the stub, the wrong and the right one


def test_goes_on_to_the_next_only_when_asked(terminal, toy_copy):
    watch = terminal("watch", "ex01")
    screen = watch.until("not written yet")
    assert "n next" not in screen
    watch.send("n")
    save_by_renaming(toy_copy / STUB, RIGHT)
    assert "n next" in watch.until("is done")
    time.sleep(0.3)
    assert "ex01 is done" in watch.text

    watch.send("n")

    assert "watching counter.py" in watch.until("ex02  A counter")
    assert (toy_copy / STUB).read_text() == RIGHT


def test_says_that_the_file_is_gone_and_goes_on_when_it_is_back(terminal, toy_copy):
    watch = terminal("watch", "ex01")
    watch.until("not written yet")

    (toy_copy / STUB).unlink()

    assert "learn reset ex01" in watch.until("is not there")
    save_in_place(toy_copy / STUB, RIGHT)
    watch.until("is done")


def test_keys_typed_while_it_checks_do_nothing_but_quit(terminal, toy_copy):
    watch = terminal("watch", "ex01")
    watch.until("not written yet")
    save_by_renaming(toy_copy / STUB, "import time\n\ntime.sleep(1)\n" + RIGHT)
    watch.until("checking")

    watch.send("nnr")

    screen = watch.until("is done")
    time.sleep(0.3)
    watch.until("is done")
    assert watch.text == screen
    save_by_renaming(toy_copy / STUB, "import time\n\ntime.sleep(1)\n" + SQUARED)
    watch.until("checking")
    watch.send("lq")
    assert watch.ended() == 0


def test_what_is_pasted_into_the_window_is_no_key(terminal, toy_copy):
    """A piece of code has every letter, and hints are counted."""
    watch = terminal("watch", "ex01")
    screen = watch.until("not written yet")

    watch.send(RIGHT.replace("\n", " ") * 40 + "q")
    watch.send("\x1b[D\x1b[<0;3;3M\x1bOH\x1b[15~")
    time.sleep(0.3)

    assert watch.process.poll() is None
    assert watch.until("not written yet") == screen
    watch.send("q")
    assert watch.ended() == 0


def test_a_diff_of_what_is_kept_no_more_ends_nothing(terminal, toy_copy):
    watch = terminal("watch", "ex01")
    watch.until("not written yet")
    save_by_renaming(toy_copy / STUB, SQUARED)
    watch.until("diff")
    shutil.rmtree(toy_copy / ".learn")

    watch.send("d")

    watch.until("this version is not in the progress file")
    save_by_renaming(toy_copy / STUB, RIGHT)
    watch.until("is done")
    assert (
        Progress(Database(toy_copy / ".learn/progress.db")).exercises()["ex01"].passed
    )


def test_a_diff_of_a_line_of_any_length_is_shown(terminal, toy_copy):
    watch = terminal("watch", "ex01")
    watch.until("not written yet")
    save_by_renaming(toy_copy / STUB, f"{SQUARED}x = '{'a' * 1_000_000}'\n")
    watch.until("diff")

    watch.send("d")

    assert "more rows" in watch.until("@@", within_s=8)


def test_an_endless_loop_is_stopped_and_said(terminal, toy_copy):
    watch = terminal("watch", "ex01")
    watch.until("not written yet")

    save_by_renaming(toy_copy / STUB, "while True:\n    pass\n")

    assert "does not run" in watch.until("longer than 2 s")


def test_fits_the_window_when_its_size_changes(terminal):
    watch = terminal("watch", "ex01")
    watch.until("not written yet")

    watch.resize(40, 12)

    assert "quit" in watch.until(lambda text: "quit" in text.splitlines()[-1])
    assert all(len(row) <= 40 for row in watch.text.splitlines())
    assert len(watch.text.splitlines()) <= 12


# -- the terminal is restored --------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (lambda t: t.send("q"), 0),
        (lambda t: t.send("\x03"), 130),
        (lambda t: t.send("\x1c"), 130),
        (lambda t: t.send("\x03" * 20), 130),
        (lambda t: t.process.send_signal(signal.SIGTERM), 130),
        (lambda t: t.process.send_signal(signal.SIGHUP), 130),
    ],
    ids=["q", "Ctrl-C", "Ctrl-\\", "many Ctrl-C", "SIGTERM", "SIGHUP"],
)
def test_the_terminal_is_as_it_was_however_it_ends(terminal, end, code):
    watch = terminal("watch", "ex01")
    watch.until("not written yet")
    assert not watch.settings[3] & (termios.ECHO | termios.ICANON)

    end(watch)

    assert watch.ended() == code
    assert watch.settings == watch.before


def test_one_ctrl_c_after_another_leaves_the_terminal_as_it_was(monkeypatch):
    """Whatever the second one cuts short, the terminal is restored by then."""
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    with os.fdopen(os.dup(theirs), "r") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        keys = Keys(single=True)
        keys.__enter__()
        try:
            assert termios.tcgetattr(theirs) != before
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)

            assert termios.tcgetattr(theirs) == before
        finally:
            keys.__exit__(None, None, None)
    os.close(ours)
    os.close(theirs)


def test_ctrl_z_and_fg_work_as_in_any_program(shell, toy_copy):
    shell.send(f"{shlex.quote(sys.executable)} -m grader watch ex01\n")
    shell.until("quit")

    shell.send("\x1a")
    shell.until("Stopped")
    save_by_renaming(toy_copy / STUB, RIGHT)
    shell.send("fg\n")

    shell.until("is done")
    shell.send("q")
    shell.until("goes on here")
    shell.send("exit 7\n")
    assert shell.ended() == 7


# -- without a terminal --------------------------------------------------------------


def test_without_a_terminal_each_check_is_a_block(learn, start):
    """As a screen reader, a log or a pipe gets it: nothing is drawn over."""
    command = [*learn.command, "watch", "ex01"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with start(*command, cwd=learn.folder, **pipes) as watch:
        rows = iter(watch.stdout.readline, "")
        first = [next(rows)]
        while not first[-1].startswith("Edit "):
            first.append(next(rows))
        save_by_renaming(learn.folder / STUB, RIGHT)
        second = [next(rows)]
        while "is done" not in second[-1]:
            second.append(next(rows))
        watch.stdin.write("q\n")
        watch.stdin.flush()

        assert watch.wait(timeout=30) == 0

    assert first[0].startswith("Watching ex01. Save the file to check it.")
    assert first[1] == "ex01 checking...\n"
    assert first[2].startswith("ex01 failed: 0 of 5 checks pass")
    assert second[0] == "ex01 checking...\n"
    assert second[1].startswith("ex01 passed: 5 of 5 checks pass")
    assert all("\x1b" not in row and row.isascii() for row in first + second)


def test_goes_on_when_standard_input_has_ended(learn, start):
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "text": True}
    with start(*learn.command, "watch", "ex01", cwd=learn.folder, **pipes) as watch:
        rows = iter(watch.stdout.readline, "")
        assert any(row.startswith("Edit ") for row in rows)
        save_by_renaming(learn.folder / STUB, RIGHT)

        assert any("is done" in row for row in rows)
        watch.send_signal(signal.SIGINT)
        assert watch.wait(timeout=30) == 130


def test_letters_without_an_end_hold_no_check_up(learn, start):
    watching = (*learn.command, "watch", "ex01")
    with (
        start("yes", "z", stdout=subprocess.PIPE) as letters,
        start(*watching, cwd=learn.folder, stdin=letters.stdout,
              stdout=subprocess.PIPE) as watch,
    ):  # fmt: skip
        rows = iter(watch.stdout.readline, b"")
        said = []
        for row in rows:
            said.append(row)
            if b"not written yet" in row:
                save_by_renaming(learn.folder / STUB, RIGHT)
            if b"is done" in row:
                break
    assert sum(b"does nothing now" in row for row in said) <= 1


def test_with_nothing_left_to_do_there_is_nothing_to_watch(learn):
    for id, name in (("ex01", "double"), ("ex02", "counter"), ("ex03", "apply_twice")):
        solution = learn.folder / f"reference/{id}_{name}/solution.py"
        (learn.folder / f"exercises/{id}_{name}/{name}.py").write_text(
            solution.read_text()
        )
    assert learn("check", "--all").code == 0

    ran = learn("watch")

    assert (ran.code, "Every exercise is done" in ran.out) == (0, True)


def test_check_can_watch_too(terminal):
    watch = terminal("check", "ex01", "--watch")
    watch.until("quit")
    watch.send("q")

    assert watch.ended() == 0


@pytest.mark.parametrize("more", ["--all", "--json", "ex02", "--seed=1", "--file=x"])
def test_watching_is_for_one_exercise_alone(here, more):
    ran = here("check", "ex01", "--watch", more)

    assert (ran.code, ran.out) == (2, "")
    assert "--watch goes with" in ran.err


def test_an_unknown_exercise_is_said(learn):
    ran = learn("watch", "ex99")

    assert (ran.code, ran.out) == (2, "")
    assert "there is no exercise 'ex99'" in ran.err


def test_progress_that_cannot_be_kept_costs_no_verdict(terminal, toy_copy):
    (toy_copy / ".learn").write_text("a file where the folder should be")

    watch = terminal("watch", "ex01")

    assert "not recorded" in watch.until("not written yet")
