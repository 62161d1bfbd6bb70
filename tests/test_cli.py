"""The command `learn`, run as a user runs it: processes, exit codes, what is written."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from grader import __version__
from grader.cli.commands import COMMANDS
from grader.cli.feedback import print_judgement
from grader.cli.main import App
from grader.cli.out import Out, plain
from grader.course import Course
from grader.judge import Judge
from tests.conftest import Learn

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "docs" / "schemas"

STUB = Path("exercises/ex01_double/double.py")
SQUARED = Path("reference/ex01_double/wrong/squared.py")
SOLUTION = Path("reference/ex01_double/solution.py")
HIDDEN = Path("reference/ex01_double/test_hidden.py")

RIGHT = """\
def double(x):
    if len(x) == 0:
        raise ValueError
    return [2 * entry for entry in x]
"""


def write(root: Path, source: str, file: Path = STUB) -> None:
    (root / file).write_text(source, "utf-8")


def schema(name: str) -> object:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))


# -- where one is ----------------------------------------------------------------------


def test_says_where_one_is_and_what_to_do_next(learn):
    ran = learn()

    assert ran.code == 0
    assert ran.out.splitlines() == [
        "A toy course",
        "0 of 3 exercises done, 0 of 19 points.",
        "",
        "Next: ex01  Twice a number",
        "  because it is the first of the course",
        "  read   learn show ex01",
        "  edit   exercises/ex01_double/double.py",
        "  check  learn check ex01",
    ]


def test_progress_moves_on_as_exercises_are_done(learn):
    """Without a name, the next unfinished exercise is checked."""
    write(learn.folder, RIGHT)

    first = learn("check", "--json")
    second = learn("check", "--json")

    assert [o["exercise"] for o in first.objects + second.objects] == ["ex01", "ex02"]
    assert (first.code, second.code) == (0, 1)
    status = learn().out
    assert "1 of 3 exercises done" in status
    assert "Next: ex02  A counter" in status
    assert "because its file is still the stub" in status
    assert learn("list").out.splitlines() == [
        "ex01  done  8/8  1 attempt  Twice a number  (doubling)",
        "ex02  in progress  0/5  1 attempt  A counter  (counting)",
        "ex03  not started  0/6  A function of a function  (composing)",
    ]
    assert len(learn("list", "--pending").out.splitlines()) == 2


@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize(
    "name",
    ["nets [2026]", "a::b", "50 %", "--help", "x\ny", "\N{SNOWMAN}" * 60, "a=b;c"],
)
def test_a_course_may_lie_in_a_folder_of_any_name(learn, tmp_path, name):
    root = tmp_path / name
    learn.folder.rename(root)
    write(root, RIGHT)

    ran = Learn(root)("check", "ex01", "--json")

    assert (ran.code, ran.objects[0]["status"], ran.err) == (0, "passed", "")


def test_works_from_any_folder_inside_the_course(learn):
    ran = learn(cwd=learn.folder / "exercises" / "ex02_counter")

    assert ran.code == 0
    assert "  edit   " in ran.out
    assert "counter" not in ran.out  # the next exercise, not the folder one is in


def test_a_course_elsewhere_can_be_named(learn, tmp_path):
    ran = learn("--course", learn.folder, "list", cwd=tmp_path)

    assert (ran.code, len(ran.out.splitlines())) == (0, 3)


def test_without_a_course_it_says_how_to_get_one(learn, tmp_path):
    for args in ((), ("list",), ("check", "ex01")):
        ran = learn(*args, cwd=tmp_path)

        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("learn: there is no course here\n  at  ")
        assert "learn init DIR" in ran.err


# -- list and show -----------------------------------------------------------------------


def test_lists_the_exercises_of_a_concept(here):
    assert here("list", "--concept", "counting").out.startswith("ex02")
    unknown = here("list", "--concept", "countin")
    assert unknown.code == 2
    assert "There is no concept 'countin'. Did you mean 'counting'?" in unknown.err


def test_the_list_says_in_words_what_was_edited_since(here):
    write(here.folder, RIGHT)
    here("check", "ex01")
    write(here.folder, RIGHT + "\n")

    assert "Twice a number [edited since]" in here("list").out


def test_a_message_on_a_narrow_terminal_is_broken_between_words(here, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")

    ran = here("undo", "ex01", terminal=True)

    assert ran.err.splitlines() == [
        "learn: there is nothing older of",
        "      double.py to go back to",
        "  fix `learn reset ex01` puts the",
        "      untouched stub back and keeps your",
        "      file",
    ]


@pytest.mark.parametrize(("rows", "shown"), [("24", True), ("11", False)])
def test_what_does_not_fit_on_the_terminal_is_counted(here, monkeypatch, rows, shown):
    monkeypatch.setenv("LINES", rows)
    write(here.folder, RIGHT)

    ran = here("check", "ex01", terminal=True)
    all_of_it = here("-v", "check", "ex01", terminal=True)

    assert ran.out.count("Twice 1, 3, 0.5") == shown
    assert ("5 checks\n" in ran.out) == (not shown)
    assert ("`learn -v check ex01`" in ran.out) == (not shown)
    assert "Twice 1, 3, 0.5" in all_of_it.out


def test_lists_as_json(here):
    ran = here("list", "--json")

    assert ran.code == 0
    assert [o["exercise"] for o in ran.objects] == ["ex01", "ex02", "ex03"]
    assert ran.objects[0] | {"minutes": 5} == {
        "schema": "learn.list/1",
        "exercise": "ex01", "name": "double", "title": "Twice a number",
        "unit": "basics", "concepts": ["doubling"], "state": "not started",
        "score": 0.0, "max_score": 8.0, "attempts": 0, "minutes": 5,
        "hints": 0, "solution_seen": False, "edited": False, "missing": [],
    }  # fmt: skip


def test_shows_the_task(here):
    ran = here("show", "double")

    assert ran.code == 0
    assert ran.out.startswith("Twice a number\n")
    assert "    double(x: array of shape (n,)) -> array of shape (n,)" in ran.out
    assert "has all that a larger one" in ran.out  # no asterisks


def test_a_task_that_cannot_be_read_is_the_callers_to_fix(here):
    (here.folder / "exercises/ex01_double/README.md").unlink()

    ran = here("show", "ex01")

    assert (ran.code, ran.out) == (2, "")
    assert "the task cannot be read" in ran.err


# -- check -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "code", "status"),
    [(STUB, 1, "failed"), (SOLUTION, 0, "passed"), (SQUARED, 1, "failed")],
)
def test_judges_as_json_that_fits_the_schema(learn, file, code, status):
    ran = learn("check", "ex01", "--json", "--file", file)

    (judgement,) = ran.objects
    jsonschema.validate(judgement, schema("learn.check"))
    assert (ran.code, judgement["status"], ran.err) == (code, status, "")
    assert judgement["seed"] == 0
    assert judgement["version"] == __version__


def test_several_exercises_give_one_object_a_line_and_the_highest_code(here):
    write(here.folder, RIGHT)

    ran = here("check", "ex01", "2", "--json")

    assert [o["exercise"] for o in ran.objects] == ["ex01", "ex02"]
    assert [o["status"] for o in ran.objects] == ["passed", "failed"]
    assert ran.code == 1


def test_a_broken_grader_is_not_the_learners_fault(learn):
    write(learn.folder, RIGHT)
    write(learn.folder, "def test_a(submission):\n    1 / 0\n", HIDDEN)

    ran = learn("check", "ex01")
    every = learn("check", "--all", "--json")

    assert (ran.code, every.code) == (3, 3)
    assert "This is not your fault" in ran.out
    assert "ZeroDivisionError" not in ran.out + ran.err
    assert [(o["status"], o["score"]) for o in every.objects] == [
        ("broken", 0.0), ("failed", 0.0), ("failed", 0.0),
    ]  # fmt: skip
    assert "0 of 3 exercises done" in learn().out


@pytest.mark.parametrize("source", ["import no_such_module\n", "# nothing\n" * 3])
def test_a_grader_that_cannot_be_read_is_not_the_learners_fault(learn, source):
    write(learn.folder, source, HIDDEN)
    if source.startswith("#"):
        write(learn.folder, source, Path("exercises/ex01_double/test_public.py"))

    ran = learn("check", "ex01")

    assert (ran.code, ran.out) == (3, "")
    assert "This is not your fault. Your file was not changed." in ran.err


def test_an_assertion_without_words_still_fails_the_check(learn):
    public = "def test_a(submission):\n    assert submission.double([1.0]) == 9\n"
    write(learn.folder, public, Path("exercises/ex01_double/test_public.py"))
    write(learn.folder, "def test_b(submission): ...\n", HIDDEN)
    write(learn.folder, "def double(x):\n    return 1.0\n")

    (judgement,) = learn("check", "ex01", "--json").objects

    assert judgement["checks"][0]["verdict"] == "failed"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["check", "ex9"], "there is no exercise 'ex9'\n"),
        (["check", "duble"], "did you mean ex01 (double)?"),
        (["show", "countre"], "did you mean ex02 (counter)?"),
        (
            ["check", "ex01", "--plain"],
            "--plain comes before the command: `learn --plain check ...`",
        ),
        (["check", "-v"], "-v comes before the command: `learn -v check ...`"),
        (["chekc"], "There is no command 'chekc'. Did you mean 'check'?"),
        (["xyzzy"], "There is no command 'xyzzy'.\n"),
        (["check", "--al"], "--all"),
        (["check", "ex01", "--all"], "name exercises or say --all, not both"),
        (["check", "ex01", "ex02", "--file", "x.py"], "exactly one exercise"),
        (["check", "ex01", "--seed", "-1"], "-1 is not in the range"),
        (["check", "ex01", "--file", "no_such.py"], "there is no such file"),
        (["check", "ex01", "--file", "exercises"], "not an ordinary file"),
        (["--color", "sometimes", "list"], "sometimes"),
        (["--course", "no_such_folder", "list"], "there is no course here"),
        (["list", "extra"], "unexpected extra argument"),
        (["completion", "tcsh"], "tcsh"),
        (["dev", "prov"], "prov"),
        (["dev", "prove", "ex77"], "there is no exercise 'ex77'"),
        (["dev", "new", "Dense"], "no name for an exercise"),
    ],
)
def test_what_the_caller_can_fix_exits_with_2_and_says_how(here, args, said):
    ran = here(*args)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_file_of_the_learner_that_is_gone_or_a_folder_is_the_callers_to_fix(here):
    (here.folder / STUB).unlink()
    gone = here("check", "ex01")
    (here.folder / STUB).mkdir()
    folder = here("check", "ex01")

    for ran in (gone, folder):
        assert (ran.code, ran.out) == (2, "")
        assert "double.py" in ran.err


def test_a_missing_file_does_not_keep_the_others_waiting(here):
    (here.folder / STUB).unlink()

    ran = here("check", "--all", "--json")

    assert [o["exercise"] for o in ran.objects] == ["ex02", "ex03"]
    assert ran.code == 2
    assert "ex01" in ran.err


def test_a_syntax_error_is_judged_and_its_line_shown(learn):
    write(learn.folder, "def double(x):\n    return 2 *\n")

    ran = learn("check", "ex01")

    assert ran.code == 1
    assert "SyntaxError: invalid syntax" in ran.out
    assert "where: double.py:2" in ran.out
    assert "Next: edit exercises/ex01_double/double.py:2, save," in ran.out


def test_when_every_exercise_is_done_there_is_nothing_to_check(here):
    for name in ("ex01_double", "ex02_counter", "ex03_apply_twice"):
        solution = here.folder / "reference" / name / "solution.py"
        stub = here.folder / "exercises" / name / f"{name[5:]}.py"
        shutil.copy(solution, stub)

    assert here("check", "--all").code == 0
    ran = here("check", "--json")

    assert (ran.code, ran.out) == (0, "")
    assert "Every exercise is done" in ran.err
    assert "Every exercise is done" in here().out


def test_another_file_is_judged_and_not_recorded(here):
    (here.folder / "other.py").write_text(RIGHT)

    ran = here("check", "ex01", "--file", "other.py")

    assert ran.code == 0
    assert not (here.folder / ".learn" / "progress.db").exists()


def test_what_is_judged_is_kept_and_nothing_else_is_written(here):
    def files() -> dict[str, bytes]:
        return {
            str(f.relative_to(here.folder)): f.read_bytes()
            for f in here.folder.rglob("*")
            if f.is_file() and ".learn" not in f.parts
        }

    write(here.folder, RIGHT)
    before = files()
    here("check", "ex01")

    assert files() == before
    db = sqlite3.connect(here.folder / ".learn" / "progress.db")
    assert db.execute("SELECT content FROM source").fetchall() == [(RIGHT.encode(),)]
    db.close()


def test_a_seed_replays_inputs(here):
    public = (
        "from grader.checks import close\n"
        "def test_a(submission, rng):\n    close(submission.double(rng.normal(size=2)), 0)\n"
    )
    write(here.folder, public, Path("exercises/ex01_double/test_public.py"))
    write(here.folder, RIGHT)

    def drawn(*args: str) -> str:
        (judgement,) = here("check", "ex01", "--json", *args).objects
        return judgement["checks"][0]["input"]

    assert drawn() != drawn("--seed", "1")


def test_without_the_instructors_folder_public_checks_are_judged(here):
    shutil.rmtree(here.folder / "reference")
    write(here.folder, RIGHT)

    ran = here("check", "ex01")

    assert ran.code == 0
    assert "1 of 1 public checks pass" in ran.out
    assert "More checks run when your instructor grades." in ran.out


# -- states that are not as they should be ----------------------------------------------


def test_a_read_only_workspace_is_still_judged(learn, unprivileged):
    write(learn.folder, RIGHT)
    learn.folder.chmod(0o555)
    try:
        ran = learn("check", "ex01", "--json", preexec_fn=unprivileged)
        status = learn(preexec_fn=unprivileged)
    finally:
        learn.folder.chmod(0o755)

    assert (ran.code, ran.objects[0]["status"]) == (0, "passed")
    assert "not recorded: progress cannot be kept" in ran.err
    assert not (learn.folder / ".learn").exists()
    assert status.code == 0


def test_a_course_may_lie_below_a_folder_that_cannot_be_listed(
    learn, tmp_path, unprivileged
):
    """As a home folder does on many a shared machine."""
    write(learn.folder, RIGHT)
    tmp_path.chmod(0o311)
    try:
        ran = learn("check", "ex01", "--json", preexec_fn=unprivileged)
    finally:
        tmp_path.chmod(0o755)

    assert (ran.code, ran.err) == (0, "")


def test_a_damaged_progress_file_costs_the_history_and_not_the_verdict(learn):
    state = learn.folder / ".learn"
    state.mkdir()
    (state / "progress.db").write_bytes(b"garbage" * 1000)
    write(learn.folder, RIGHT)

    judged = learn("check", "ex01")
    status = learn()

    (aside,) = state.glob("progress.damaged-*")
    assert aside.read_bytes() == b"garbage" * 1000
    assert judged.code == 0
    assert f"It is kept as .learn/{aside.name}" in judged.err
    assert (status.code, status.err) == (0, "")
    assert "1 of 3 exercises done" in status.out


def test_a_damaged_course_file_is_named_with_its_line(here):
    file = here.folder / "exercises/ex01_double/exercise.yaml"
    file.write_text(file.read_text().replace("points: 8", "points: many"))

    ran = here("check", "ex01")

    assert (ran.code, ran.out) == (2, "")
    assert "exercise.yaml:5:9: points" in ran.err


@pytest.mark.parametrize("moment", ["click.core", "numpy.linalg", "_pytest.runner", ""])
def test_an_interruption_ends_it_at_once_and_quietly(learn, start, moment):
    """While this or that is loaded, or in an endless loop of the submission."""
    write(learn.folder, "while True: pass\n")
    spec = learn.folder / "exercises/ex01_double/exercise.yaml"
    spec.write_text(spec.read_text() + "limits: {call_s: 10}\n")
    command = (sys.executable, "-X", "importtime", "-m", "grader", "check", "ex01")
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}

    # A shell starts what it runs in the background with SIGINT ignored.
    def as_in_a_terminal():
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    streams["preexec_fn"] = as_in_a_terminal
    with start(*command, cwd=learn.folder, **streams) as process:
        rows = iter(process.stderr.readline, b"")
        until = moment or "grader.judge.judge"
        assert any(row.rstrip().endswith(until.encode()) for row in rows)
        if not moment:
            time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=8)
        out, err = process.stdout.read(), process.stderr.read()

    said = [row for row in err.splitlines() if row and not row.startswith(b"import")]
    assert (code, out, said) == (130, b"", [b"interrupted"])


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (RuntimeError("x"), 3, "a fault of learn itself (RuntimeError at "),
        (KeyboardInterrupt(), 130, "interrupted"),
        (BrokenPipeError(), 1, ""),
        (OSError(28, "No space left on device"), 1, ""),
        (OSError(5, "Input/output error"), 3, "a fault of learn itself (OSError at "),
    ],
)
def test_a_fault_of_ours_has_a_documented_code(here, monkeypatch, error, code, said):
    def find(start):
        raise error

    monkeypatch.setattr(Course, "find", find)

    ran = here("list")

    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert ("not your fault" in ran.err) == (code == 3)


def test_a_reader_that_goes_away_is_no_fault(learn):
    command = " ".join(map(shlex.quote, learn.command))
    script = f"{command} show ex01 | true; echo ${{PIPESTATUS[0]}}"

    done = subprocess.run(
        ["bash", "-c", script], cwd=learn.folder, capture_output=True, text=True
    )

    assert done.stdout in ("0\n", "1\n")
    assert done.stderr == ""


# -- how it is written --------------------------------------------------------------------


ESCAPE = "\x1b["


@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize(
    ("args", "env", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": ""}, False),
    ],
)
def test_colour_is_written_where_it_is_asked_for(learn, args, env, coloured):
    assert (ESCAPE in learn(*args, env=env).out) == coloured


@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize(
    ("args", "env", "coloured"),
    [
        ([], {}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": ""}, True),
        ([], {"TERM": "dumb"}, False),
        (["--plain"], {}, False),
        (["--color", "never"], {}, False),
    ],
)
def test_a_terminal_gets_colour_unless_it_is_told_not_to(learn, args, env, coloured):
    ran = learn.on_a_terminal(*args, env=env)

    assert ran.code == 0
    assert (ESCAPE in ran.out) == coloured


def test_plain_is_one_record_a_line_in_ascii(learn, golden):
    shutil.copy(learn.folder / SQUARED, learn.folder / STUB)

    ran = learn.on_a_terminal("--plain", "check", "ex01")

    assert ran.out.isascii()
    rows = ran.out.splitlines()
    assert [row.split()[0] for row in rows[1:6]] == ["FAIL", *["SKIP"] * 4]
    golden("check_squared.txt", ran.out)


def test_quiet_leaves_only_results(here):
    (here.folder / STUB).unlink()

    ran = here("-q", "check", "--all", "--json")

    assert ran.err == ""
    assert len(ran.objects) == 2


@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_any_encoding_of_the_terminal_will_do(learn, encoding):
    write(
        learn.folder,
        "def double(x):\n    print('gr\u00f6\u00dfer')\n"
        "    raise ValueError('größer als ∞ 🙂 \\udcff')\n",
    )

    ran = learn.on_a_terminal("check", "ex01", env={"PYTHONIOENCODING": encoding})

    assert ran.code == 1
    assert "ValueError: gr" in ran.out
    assert ("größer" in ran.out) == (encoding == "utf-8")
    assert ("🙂" in ran.out) == (encoding == "utf-8")


def test_any_encoding_of_a_pipe_will_do(learn):
    write(learn.folder, "def double(x):\n    raise ValueError('größer ∞ 🙂')\n")

    ran = learn("check", "ex01", env={"PYTHONIOENCODING": "cp1252"})

    assert ran.code == 1
    assert ran.out.isascii()
    assert "ValueError: gr\\xf6\\xdfer infinity \\U0001f642" in ran.out


def test_a_system_without_a_locale_will_do(learn):
    env = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

    assert learn("check", "ex01", env=env).code == 1
    assert learn("show", "ex01", env=env).code == 0


def shown(text: str) -> list[str]:
    """The rows of a terminal's output without its colours."""
    return re.sub(r"\x1b\[[\d;]*m", "", text).splitlines()


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["list"],
        ["show", "ex01"],
        ["check", "ex01", "--file", SQUARED],
        ["check", "ex02"],
    ],
)
def test_every_row_fits_a_terminal_of_40_columns(learn, args):
    ran = learn.on_a_terminal(*args, columns=40)

    for row in shown(ran.out):
        # Commands, paths and code stay whole: they are there to be copied.
        kept = ("double(x:", "edit ", "exercises/", "reference/", "learn ")
        assert len(row) <= 40 or row.strip().startswith(kept), row


@pytest.mark.parametrize("columns", ["1", "0", "-5", "many", "1000000"])
def test_a_strange_width_is_no_reason_to_crash(here, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)

    ran = here("show", "ex01", terminal=True)

    assert ran.code == 0
    assert "Doubling is the smallest task there is" in " ".join(ran.out.split())


def test_without_any_streams_it_still_judges(learn):
    command = " ".join(map(shlex.quote, learn.command))
    script = f"{command} check ex01 <&- >&- 2>&-; echo $?"

    done = subprocess.run(
        ["bash", "-c", script], cwd=learn.folder, capture_output=True, text=True
    )

    assert done.stdout == "1\n"


HOSTILE = {
    "markup": "[l] [/n] [bold red]x[/] {x} %s %d <b>&amp;</b> $HOME `id`",
    "colour": "\x1b[31mred\x1b[0m \x9b31m",
    "title": "\x1b]0;owned\x07 \x1b]8;;http://x\x1b\\link",
    "control": "a\rb\bc\x00d\x7fe\x0bf\x0cg",
    "direction": "\u202ereversed\u202c \u2066x\u2069 \u200ez\u200f\u061c",
    "invisible": "zero\u200bwidth \ufeff \u2028line \u2029paragraph \u00ad",
    "emoji": "🙂 👩‍👩‍👧 é 漢字",
    "rows": "one\ntwo\r\nthree\n" * 3,
    "a record of ours": "x\nPASS ex01.worked_case forged | what: none",
    "tags": "\U000e0041\U000e0042",
}
UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029"
    "\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_reaches_a_terminal_with_control_characters(name):
    assert UNPRINTABLE.findall(plain(HOSTILE[name])) == []


def test_text_that_is_printable_comes_out_as_it_is():
    assert plain(HOSTILE["markup"]) == HOSTILE["markup"]
    assert plain("größer ∞ 漢字 🙂") == "größer ∞ 漢字 🙂"
    assert plain("\x1b[31m\n\ud800") == "\\x1b[31m\\n\\ud800"


@pytest.mark.parametrize("where", ["piped", "terminal"])
def test_hostile_text_of_a_submission_comes_out_literally(learn, where):
    text = " ".join(HOSTILE.values())
    write(
        learn.folder,
        f"def double(x):\n    print({text!r})\n    raise ValueError({text!r})\n",
    )
    run = learn if where == "piped" else learn.on_a_terminal

    ran = run("--color", "never", "check", "ex01")

    assert ran.code == 1
    assert UNPRINTABLE.findall(ran.out) == []
    assert "PASS ex01.worked_case forged" not in ran.out.splitlines()
    whole = "".join(ran.out.split())
    assert "".join(HOSTILE["markup"].split()) in whole
    assert "\\x1b[31mred\\x1b[0m" in whole


def test_hostile_names_in_a_course_and_a_path_come_out_literally(here):
    spec = here.folder / "exercises/ex01_double/exercise.yaml"
    spec.write_text(spec.read_text().replace("Twice a number", '"a\\e[31mb"'))
    folder = here.folder / "a\x1b[31mb"
    folder.mkdir()

    for args in (
        ("list",), ("check", "ex01"), (), ("check", "\x1b[31mex"),
        ("check", "ex01", "--file", folder / "x.py"), ("\x1b[31m",), ("init", folder),
        ("--course", folder, "list"), ("list", "--concept", "\x1b[31m"),
    ):  # fmt: skip
        ran = here(*args)
        assert "\x1b" not in ran.out + ran.err, args


# -- help, start-up and completion ----------------------------------------------------------


def test_help_names_every_command_and_the_exit_codes(learn):
    ran = learn("--help")

    assert ran.code == 0
    for word in ("init", "list", "show", "check", "doctor", "completion", "dev", "130"):
        assert word in ran.out
    assert learn("-h").out == ran.out


def test_says_its_version(learn):
    assert learn("--version").out == f"learn {__version__}\n"


def modules(learn, *args: str, **env: str) -> set[str]:
    """Every module that one run imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "grader", *args],
        cwd=learn.folder,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {row.rpartition("|")[2].strip() for row in done.stderr.splitlines()}
    assert "grader.cli.main" in loaded
    return loaded


@pytest.mark.parametrize("args", [["--help"], ["check", "--help"], ["list"], []])
def test_what_judges_nothing_loads_nothing_heavy(learn, args):
    heavy = {"numpy", "pytest", "_pytest", "matplotlib", "jsonschema", "markdown_it"}

    assert not modules(learn, *args) & heavy


@pytest.mark.parametrize(
    ("args", "env"),
    [
        (["--help"], {}),
        (["--version"], {}),
        # As the shell asks for the words that may come first.
        (
            [],
            {
                "_LEARN_COMPLETE": "bash_complete",
                "COMP_WORDS": "learn ",
                "COMP_CWORD": "1",
            },
        ),
    ],
)
def test_what_is_about_all_commands_loads_none_and_no_course(learn, args, env):
    loaded = modules(learn, *args, **env)

    assert not loaded & {"yaml", "msgspec", "sqlite3", "grader.course"}
    assert not loaded & {place.partition(":")[0] for place, _ in COMMANDS.values()}


def test_the_command_and_the_module_are_the_same(learn):
    command = Path(sys.executable).with_name("learn")

    done = subprocess.run([command, "--version"], capture_output=True, text=True)

    assert done.stdout == learn("--version").out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_written_for(learn, shell):
    ran = learn("completion", shell)

    assert ran.code == 0
    assert "_LEARN_COMPLETE" in ran.out
    checker = shutil.which(shell)
    if checker:
        checked = subprocess.run([checker, "-n"], input=ran.out.encode())
        assert checked.returncode == 0


def completed(learn, words: str) -> list[str]:
    env = {
        "_LEARN_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - (not words.endswith(" "))),
    }
    # The name that the shell calls it by decides which variable is looked at.
    program = "import sys; sys.argv[0] = 'learn'; from grader.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=learn.folder,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return [row.partition(",")[2] for row in done.stdout.split()]


def test_exercises_and_commands_are_completed(learn):
    assert completed(learn, "learn check ex") == ["ex01", "ex02", "ex03"]
    assert completed(learn, "learn show ex02") == ["ex02"]
    for command in ("hint", "start", "reset", "undo", "history", "solution"):
        assert completed(learn, f"learn {command} ex03") == ["ex03"]
    assert completed(learn, "learn ch") == ["check"]


def test_completion_outside_a_course_offers_nothing(learn, tmp_path):
    learn.folder = tmp_path / "empty"
    learn.folder.mkdir()

    assert completed(learn, "learn check ex") == []


# -- init and doctor --------------------------------------------------------------------


def test_init_writes_a_workspace_and_never_overwrites_one(learn, tmp_path):
    first = learn("init", "work", cwd=tmp_path)
    stub = next((tmp_path / "work" / "exercises").glob("ex01_*/*.py"))
    stub.write_text("# my work\n")
    again = learn("init", "work", cwd=tmp_path)

    assert first.code == 0
    assert (tmp_path / "work" / "exercises" / "course.yaml").is_file()
    assert not (tmp_path / "work" / "reference").exists()
    assert (again.code, again.out) == (2, "")
    assert "already" in again.err
    assert "learn init DIR" in again.err
    assert stub.read_text() == "# my work\n"


def test_init_without_a_name_writes_here(learn, tmp_path):
    (tmp_path / "empty").mkdir()

    ran = learn("init", cwd=tmp_path / "empty")

    assert ran.code == 0
    assert (tmp_path / "empty" / "exercises").is_dir()
    assert learn(cwd=tmp_path / "empty").code == 0


def test_init_where_nothing_can_be_written_gets_a_sentence(learn):
    (learn.folder / "a_file").touch()

    ran = learn("init", "a_file/work")

    assert (ran.code, ran.out) == (2, "")
    assert "the workspace cannot be written" in ran.err


def test_doctor_says_what_this_machine_is_and_protects(learn):
    ran = learn("doctor", "--json")

    (facts,) = ran.objects
    jsonschema.validate(facts, schema("learn.doctor"))
    assert facts["learn"] == __version__
    assert set(facts["packages"]) >= {"numpy", "pytest", "click"}
    made = set(facts["promises"]) - set(facts["not_promised"])
    assert made
    assert all(facts["promises"][promise] for promise in made)
    assert ran.code == 0


@pytest.mark.parametrize("place", ["sound", "damaged", "newer", "closed", "none"])
def test_doctor_names_what_does_not_work_and_no_folder_of_a_person(
    learn, tmp_path, place, unprivileged
):
    home = tmp_path / "home-of-ada"
    home.mkdir()
    root = home / "course"
    learn.folder.rename(root)
    if place != "none":
        Learn(root)("check", "ex01")
    progress = root / ".learn/progress.db"
    if place == "newer":
        db = sqlite3.connect(progress)
        db.execute("PRAGMA user_version = 99")
        db.close()
    elif place == "damaged":
        progress.write_bytes(b"no database" * 1000)
    elif place == "closed":
        (root / ".learn").chmod(0o555)
    cwd = home if place == "none" else root

    ran = Learn(cwd)("doctor", env={"HOME": str(home)}, preexec_fn=unprivileged)

    said = {"sound": "1 attempts kept", "damaged": "0 attempts kept",
            "newer": "written by a newer learn", "closed": "progress cannot be kept",
            "none": "there is no course here"}[place]  # fmt: skip
    text = " ".join(ran.out.split())
    assert ran.code == 0
    assert said in text
    assert ("problem " in text) == (place in ("newer", "closed", "none"))
    assert "ada" not in ran.out
    assert str(tmp_path) not in ran.out


def test_doctor_writes_it_for_people_too(here):
    ran = here("doctor")

    assert ran.code == 0
    assert "protection of your files and grades: " in ran.out
    assert "submitted code cannot" in ran.out


# -- dev -----------------------------------------------------------------------------


def test_lint_has_nothing_to_say_of_the_toy_course(here):
    ran = here("dev", "lint")

    assert (ran.code, ran.out, ran.err) == (
        0,
        "",
        "0 problem(s) in 3 exercise(s) and 1 quiz file(s)\n",
    )


def test_lint_lists_every_problem_and_exits_with_1(here):
    (here.folder / "exercises/ex01_double/README.md").write_text("# Twice\n")
    (here.folder / "reference/ex02_counter/right/slots.py").unlink()

    ran = here("dev", "lint")

    assert ran.code == 1
    assert len(ran.out.splitlines()) == 2


def test_prove_as_json_fits_the_schema_and_a_problem_exits_with_1(here):
    wrong = here.folder / "reference/ex02_counter/wrong/replaced.py"
    shutil.copy(here.folder / "reference/ex02_counter/solution.py", wrong)

    ran = here("dev", "prove", "ex02", "--seed", "0", "--json")

    (proof,) = ran.objects
    jsonschema.validate(proof, schema("learn.proof"))
    assert ran.code == 1
    assert "wrong/replaced.py: no check fails it (seed 0)" in proof["problems"]


def test_prove_exits_with_3_when_a_check_is_broken(learn):
    write(learn.folder, "def test_a(submission):\n    1 / 0\n", HIDDEN)

    assert learn("dev", "prove", "ex01", "--seed", "0").code == 3


def test_several_exercises_at_a_time_are_proved_like_one_after_the_other(here):
    wrong = here.folder / "reference/ex02_counter/wrong/replaced.py"
    shutil.copy(here.folder / "reference/ex02_counter/solution.py", wrong)
    args = ("dev", "prove", "--seed", "3", "--json")

    one, two = (here(*args, "--jobs", jobs) for jobs in ("1", "2"))

    def facts(ran):
        return [proof | {"duration_s": 0} for proof in ran.objects]

    assert one.code == two.code == 1
    assert facts(one) == facts(two)
    assert [p["exercise"] for p in facts(two)] == ["ex01", "ex02", "ex03"]


def test_what_one_of_several_cannot_be_proved_for_is_said_once(here):
    shutil.rmtree(here.folder / "reference/ex02_counter")

    ran = here("-q", "dev", "prove", "--seed", "0", "--jobs", "2")

    assert ran.code == 2
    assert ran.err.count("ex02 has no reference/ here") == 1


def test_several_exercises_at_a_time_can_be_interrupted(learn, start):
    command = [*learn.command, "dev", "prove", "--jobs", "2"]
    with start(
        *command, cwd=learn.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert b": seeds 0, 1, 2" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (130, b"")
    assert err.endswith(b"interrupted\n")
    assert b"Traceback" not in err


def test_mutants_are_counted_and_survivors_shown(here):
    ran = here("dev", "prove", "ex02", "--mutants")
    as_json = here("dev", "prove", "ex02", "--mutants", "--json")
    for file in (
        "reference/ex02_counter/test_hidden.py",
        "exercises/ex02_counter/test_public.py",
    ):
        (here.folder / file).write_text("def test_nothing(submission): ...\n")
    weak = here("dev", "prove", "ex02", "--mutants")

    assert (ran.code, as_json.code, weak.code) == (0, 0, 1)
    assert "ex02: 100.0% killed" in ran.out
    assert as_json.objects[0]["schema"] == "learn.mutation/1"
    assert "  survived  Counter.add:" in weak.out


def test_prove_needs_the_instructors_folder(here):
    shutil.rmtree(here.folder / "reference")

    ran = here("dev", "prove", "ex01")

    assert (ran.code, ran.out) == (2, "")
    assert "nothing can be proved" in ran.err


def test_what_known_mistakes_do_is_written_for_kits(here):
    file = here.folder / "exercises/ex01_double/diagnosis.json"
    before = file.read_bytes()
    file.unlink()

    assert here("dev", "diagnose").code == 0

    assert file.read_bytes() == before
    shutil.rmtree(here.folder / "reference")
    shutil.copy(ROOT / "tests/toy" / SQUARED, here.folder / STUB)
    assert "squared: The entries" in here("check", "ex01").out


# -- what it looks like -------------------------------------------------------------------


CASES = {
    "stub": STUB,
    "right": SOLUTION,
    "squared": SQUARED,
    "sign_lost": Path("reference/ex01_double/wrong/sign_lost.py"),
    "argument_changed": Path("reference/ex01_double/wrong/argument_changed.py"),
    "raises": "def double(x):\n    return x.no_such_method()\n",
    "syntax_error": "def double(x):\n    return 2 *\n",
    "printed": "def double(x):\n    print(2 * x)\n",
    "a_column": "import numpy as np\ndef double(x):\n    return 2 * np.c_[x]\n",
    "nan": "import numpy as np\ndef double(x):\n    return np.log(np.negative(x))\n",
    "thrice": "def double(x):\n    return [3 * entry for entry in x]\n",
    "missing": "def doubled(x):\n    return 2 * x\n",
}


@pytest.fixture(scope="module")
def judge(toy, sandbox):
    return Judge(toy.exercise("ex01"), sandbox)


@pytest.mark.parametrize("case", CASES)
def test_the_results_read_as_they_are_meant_to(case, judge, here, golden):
    source = CASES[case]
    if isinstance(source, Path):
        source = source.read_text("utf-8")
    judgement = judge.judge(source.encode())
    exercise = Course(here.folder).exercise("ex01")

    def write() -> None:
        print_judgement(App(Out("never"), None, 0), judgement, exercise, exercise.stub)

    for kind, terminal in (("txt", False), ("screen.txt", True)):
        golden(f"check_{case}.{kind}", here.written(write, terminal=terminal).out)
    body = json.dumps(json.loads(judgement.to_json()), indent=1, ensure_ascii=False)
    golden(f"check_{case}.json", body + "\n")
    assert judgement.status == ("passed" if case == "right" else "failed")


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("status", []),
        ("list", ["list"]),
        ("show", ["show", "ex01"]),
        ("prove", ["-v", "dev", "prove", "ex02", "--seed", "0"]),
    ],
)
def test_the_pages_read_as_they_are_meant_to(here, name, args, golden):
    ran = here("--color", "never", *args, terminal=True)

    golden(f"{name}.screen.txt", ran.out)
    assert ran.code == 0


def test_in_this_process_or_in_its_own_it_reads_the_same(learn, here):
    assert here("list", terminal=True) == learn.on_a_terminal("list")
    assert here("chekc") == learn("chekc")


def test_colours_mark_verdicts(here, golden):
    ran = here("check", "ex01", "--file", SQUARED, terminal=True)

    assert "\x1b[31m" in ran.out
    golden("check_squared.colour.txt", ran.out.replace("\x1b", "<esc>"))
