"""Portraits: drawn from a learner's own passing code, confined, kept; never in the way."""

from __future__ import annotations

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import textwrap
import time
from pathlib import Path

import msgspec
import pytest
import yaml

from grader import portraits
from grader.course import Course
from grader.errors import BrokenError, CourseError
from grader.lint import lint
from grader.portraits import Undrawable, draw, drawn, ensure, missing
from grader.proof import portrait_problems
from grader.sandbox.after import ProgramStopped
from grader.sandbox.host import Sandbox
from grader.store import Database, Progress, schema
from grader.store.portraits import MAX_DATA
from tests.conftest import environment

FILE = Path("exercises/portraits.yaml")
STUB = Path("exercises/ex01_double/double.py")
RIGHT = """\
import numpy as np


def double(x):
    x = np.asarray(x)
    if len(x) == 0:
        raise ValueError("no entries")
    return 2 * x
"""
DOUBLED = {
    "x": [-1.0, -0.5, 0.0, 0.5, 1.0],
    "curves": {
        "double": [-2.0, -1.0, 0.0, 1.0, 2.0],
        "x itself": [-1.0, -0.5, 0.0, 0.5, 1.0],
    },
}
TICKS = [-1.0, 0.0, 1.0]
FOREVER = "def portrait():\n    while True:\n        pass\n"


def change(root: Path, number: int = 0, **fields: object) -> None:
    """Change one of the toy course's portraits."""
    data = yaml.safe_load((root / FILE).read_text())
    data["portraits"][number] |= fields
    (root / FILE).write_text(yaml.safe_dump(data))


def program(body: str) -> str:
    return f"def portrait():\n{textwrap.indent(textwrap.dedent(body), '    ')}\n"


def rows(root: Path, what: str = "portrait, problem, data") -> list[tuple]:
    file = root / ".learn" / "progress.db"
    if not file.exists():
        return []
    db = sqlite3.connect(file)
    try:
        return db.execute(f"SELECT {what} FROM portrait ORDER BY id").fetchall()
    finally:
        db.close()


def attempts(root: Path) -> int:
    db = sqlite3.connect(root / ".learn" / "progress.db")
    try:
        return db.execute("SELECT count(*) FROM attempt").fetchone()[0]
    finally:
        db.close()


def until_kept(root: Path, count: int, within_s: float = 30.0) -> list[tuple]:
    give_up = time.monotonic() + within_s
    while len(rows(root)) < count:
        assert time.monotonic() < give_up, rows(root)
        time.sleep(0.02)
    return rows(root)


def database(root: Path) -> Database:
    return Database(root / ".learn" / "progress.db")


@pytest.fixture
def passed(here):
    """A workspace in which ex01 was passed, without portraits so far."""
    kept = (here.folder / FILE).read_text()
    (here.folder / FILE).unlink()
    (here.folder / STUB).write_text(RIGHT)
    assert here("check", "ex01").code == 0
    (here.folder / FILE).write_text(kept)
    return here.folder


# -- after a pass -------------------------------------------------------------------


def test_a_pass_is_drawn_and_kept_after_the_verdict(learn):
    (learn.folder / STUB).write_text(RIGHT)

    ran = learn("check", "ex01")

    ((id, problem, data),) = rows(learn.folder)
    assert (ran.code, ran.err) == (0, "")
    assert (id, problem, json.loads(data)) == ("doubled", "", DOUBLED)
    (one,) = drawn(Course(learn.folder), database(learn.folder))
    assert (one.portrait.id, one.data, one.problem) == ("doubled", DOUBLED, "")


def test_only_what_is_missing_is_drawn(here):
    (here.folder / STUB).write_text(RIGHT)
    for _ in range(2):
        here("check", "ex01")
    assert len(rows(here.folder)) == 1

    (here.folder / STUB).write_text(RIGHT + "# another file\n")
    here("check", "ex01")
    assert len(rows(here.folder)) == 2

    before = yaml.safe_load((here.folder / FILE).read_text())["portraits"][0]
    change(here.folder, title="Another title")
    here("check", "ex01")
    assert len(rows(here.folder)) == 2

    change(here.folder, program=before["program"] + "# another program\n")
    here("check", "ex01")
    assert len(rows(here.folder)) == 3


def test_nothing_is_drawn_without_a_pass_or_without_a_record(here):
    here("check", "ex01")
    here("check", "ex01", "--file", str(_solution(here.folder)))

    assert rows(here.folder) == []


def _solution(root: Path) -> Path:
    return Course(root).exercise("ex01").solution


def test_a_course_without_any_has_none(here):
    (here.folder / FILE).unlink()
    (here.folder / STUB).write_text(RIGHT)

    assert here("check", "ex01").code == 0
    assert rows(here.folder) == []
    assert drawn(Course(here.folder), database(here.folder)) == []
    assert missing(Course(here.folder), database(here.folder)) == []


def test_all_are_drawn_after_the_last_verdict(here):
    for exercise in Course(here.folder).exercises():
        exercise.stub.write_text(exercise.solution.read_text())

    ran = here("check", "--all", "--json")

    assert [one["status"] for one in ran.objects] == ["passed"] * 3
    assert {id: problem for id, problem, _ in rows(here.folder)} == {
        "doubled": "",
        "counted": "",
        "applied": "",
    }
    assert [one.data for one in drawn(Course(here.folder), database(here.folder))] == [
        DOUBLED,
        {"series": {"total": [2.0, 4.0, 8.0]}},
        {
            "x1": TICKS,
            "x2": TICKS,
            "value": [[float(b + 2 * a > 1) for a in TICKS] for b in TICKS],
            "points": [[0.0, 0.0, 0], [1.0, 1.0, 1]],
        },
    ]


# -- hostile code --------------------------------------------------------------------

HOSTILE = {
    "raises": ("raise ValueError('no')", "ValueError: no"),
    "returns nothing": ("pass", "must be a dict, not None"),
    "another kind": ("return {'series': {'a': [1.0]}}", "must be a dict of curves, x"),
    "no number": (
        "return {'x': [0, 1], 'curves': {'a': [float('nan')] * 2}}",
        "no number in it that can be drawn",
    ),
    "booleans": (
        "import numpy as np\nreturn {'x': [0, 1], 'curves': {'a': np.array([0, 1]) > 0}}",
        "holds True or False where a number belongs",
    ),
    "objects": (
        "return {'x': [0, 1], 'curves': {'a': [object(), lambda: 0]}}",
        "holds something else where a number belongs",
    ),
    "a long array": (
        "import numpy as np\nreturn {'x': np.arange(500), 'curves': {}}",
        "an array has 500 entries along an axis; at most 400 fit",
    ),
    "millions of empty rows": (
        "import numpy as np\nreturn {'x': np.zeros((10**9, 0)), 'curves': {}}",
        "returned a value that cannot be judged",
    ),
    "a bomb": ("return {'x': 'x' * 2**23}", "more than 4 MiB of text"),
    "a deep bomb": (
        "x = []\nfor _ in range(10**5):\n    x = [x]\nreturn x",
        "returned a value that cannot be judged",
    ),
    "a wide bomb": ("return list(range(10**6))", "cannot be judged"),
    "a huge integer": (
        "return {'x': [0, 1], 'curves': {'a': [10**2000, 1]}}",
        None,
    ),
    "memory": ("return [bytearray(2**30) for _ in range(9)]", "of memory"),
    "a crash": ("import os\nos.abort()", "crashed Python"),
    "an exit": ("import os\nos._exit(0)", "ended Python itself"),
    "a flood": ("while True:\n    print('x' * 10**6)", "printed more than"),
    "a file": ("return open('/etc/passwd').read()", "asked for a file"),
    "no function": (None, "`portrait` is not defined"),
    "hidden by the learner": ("return {}\nx = 1", "must be a dict of curves, x"),
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_code_gives_a_sentence(toy, sandbox, hostile):
    body, said = HOSTILE[hostile]
    (portrait, *_) = toy.portraits()
    text = "x = 1\n" if body is None else program(body)
    portrait = msgspec.structs.replace(portrait, program=text)
    source, exercise = RIGHT.encode(), toy.exercise("ex01")

    if said is None:
        data = draw(portrait, exercise, source, sandbox, 0)
        assert data["curves"] == {"a": [None, 1.0]}
        return
    with pytest.raises(Undrawable) as caught:
        draw(portrait, exercise, source, sandbox, 0)

    assert said in str(caught.value)
    assert "root:" not in str(caught.value)


def test_an_endless_loop_meets_its_deadline_and_is_no_verdict(learn):
    source = RIGHT + "\n\ndef list(*_):\n    while True:\n        pass\n"
    change(learn.folder, program=program("return list()"))
    (learn.folder / STUB).write_text(source)

    ran = learn("check", "ex01", "--json")

    assert (ran.code, ran.err) == (0, "")
    assert ran.objects[0]["status"] == "passed"
    ((id, problem, data),) = rows(learn.folder)
    assert (id, problem, data) == ("doubled", "`portrait` took longer than 5 s", "")


def test_what_failed_is_tried_once_more_and_then_left(here):
    change(here.folder, program=program("return 1 / 0"))
    (here.folder / STUB).write_text(RIGHT)

    for _ in range(4):
        ran = here("check", "ex01")
        assert (ran.code, ran.err) == (0, "")

    said = "ZeroDivisionError: division by zero"
    assert rows(here.folder) == [("doubled", said, "")] * 2
    (one,) = drawn(Course(here.folder), database(here.folder))
    assert (one.data, one.problem) == (None, said)


def test_a_change_to_the_file_in_the_worker_is_nobodys_business(toy, sandbox):
    """The learner's file may replace what the program uses: it is their picture."""
    (portrait, *_) = toy.portraits()
    source = RIGHT + "\nnp.linspace = lambda *_: np.array([0.0, 7.0])\n"

    data = draw(portrait, toy.exercise("ex01"), source.encode(), sandbox, 0)

    assert data["x"] == [0.0, 7.0]
    assert draw(portrait, toy.exercise("ex01"), RIGHT.encode(), sandbox, 0) == DOUBLED


# -- while nobody waits, and never in the way ------------------------------------------


def test_a_worker_that_is_not_wanted_any_more_is_gone_at_once(toy, sandbox):
    portrait = msgspec.structs.replace(toy.portraits()[0], program=FOREVER)
    asked = []

    def unwanted() -> bool:
        asked.append(time.monotonic())
        return len(asked) > 20

    with pytest.raises(ProgramStopped):
        draw(portrait, toy.exercise("ex01"), RIGHT.encode(), sandbox, 0, unwanted)

    assert len(asked) == 21
    (portrait, *_) = toy.portraits()
    assert draw(portrait, toy.exercise("ex01"), RIGHT.encode(), sandbox, 0) == DOUBLED


def test_a_broken_isolation_is_no_failure_of_the_portrait(passed):
    course, store = Course(passed), database(passed)
    with Sandbox() as sandbox:
        assert sandbox._server is not None
        sandbox._server.process.kill()
        sandbox._server.process.wait()

        assert portraits.after_pass([("ex01", RIGHT.encode())], course, store, sandbox) == 0  # fmt: skip
        with pytest.raises(BrokenError):
            ensure(course, store, sandbox, 5.0)

    assert rows(passed) == []


def test_ctrl_c_after_the_verdict_changes_nothing(learn, start):
    change(learn.folder, program=FOREVER)
    (learn.folder / STUB).write_text(RIGHT)
    command = [*learn.command, "check", "ex01", "--json"]

    with start(
        *command, cwd=learn.folder, env=environment(), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        verdict = process.stdout.readline()
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)

    assert json.loads(verdict)["status"] == "passed"
    assert (process.returncode, out, err) == (0, b"", b"")
    assert attempts(learn.folder) == 1
    assert rows(learn.folder) == []


def test_a_kill_at_any_moment_leaves_whole_rows(learn):
    rng = random.Random(4)
    env = {k: v for k, v in environment().items() if not k.startswith("COVERAGE_")}
    for number in range(12):
        (learn.folder / STUB).write_text(f"{RIGHT}# version {number}\n")
        process = subprocess.Popen(
            [*learn.command, "check", "ex01", "--json"], cwd=learn.folder, env=env,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        process.stdout.readline()
        time.sleep(rng.uniform(0.0, 0.08))
        process.kill()
        process.communicate()

        assert attempts(learn.folder) == number + 1
        for _, problem, data in rows(learn.folder):
            assert (problem, json.loads(data)) == ("", DOUBLED)
    with Sandbox() as sandbox:
        course, store = Course(learn.folder), database(learn.folder)
        assert ensure(course, store, sandbox, 5.0) == 0
        (one,) = drawn(course, store)
    assert one.data == DOUBLED


def test_a_full_disk_leaves_the_verdict(learn, small_disk):
    there = small_disk / "course"
    shutil.copytree(learn.folder, there, ignore=shutil.ignore_patterns("__pycache__"))
    (there / STUB).write_text(RIGHT)
    command = [*learn.command, "check", "ex01", "--json"]
    large = (
        "x = list(range(400))\nreturn {'x': x, 'curves': dict.fromkeys('abcdefgh', x)}"
    )
    # The disk is filled while this runs.
    change(there, program=program(f"import time\ntime.sleep(1)\n{large}"))

    process = subprocess.Popen(
        command, cwd=there, env=environment(), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    verdict = process.stdout.readline()
    _fill(small_disk / "filler")
    out, err = process.communicate(timeout=60)

    assert json.loads(verdict)["status"] == "passed"
    assert (process.returncode, out, err) == (0, b"", b"")
    assert attempts(there) == 1
    assert rows(there) == []


def _fill(file: Path) -> None:
    with file.open("wb", buffering=0) as filler:
        try:
            while filler.write(b"\0" * 512):
                pass
        except OSError as error:
            assert error.errno == 28  # noqa: PT017  (it is what fills the disk)


def test_a_read_only_workspace_gets_one_note_and_the_verdict(learn, unprivileged):
    (learn.folder / STUB).write_text(RIGHT)
    place = learn.folder / ".learn"
    place.mkdir()
    place.chmod(0o555)
    try:
        ran = learn("check", "ex01", "--json", preexec_fn=unprivileged)
    finally:
        place.chmod(0o755)

    assert (ran.code, ran.objects[0]["status"]) == (0, "passed")
    assert ran.err.count("not recorded") == 1
    assert "portrait" not in ran.err


@pytest.mark.parametrize("text", ["portraits: [", "portraits: [{id: x}]", "x: 1"])
def test_a_faulty_course_file_leaves_the_verdict(here, text):
    (here.folder / FILE).write_text(text)
    (here.folder / STUB).write_text(RIGHT)

    ran = here("check", "ex01")

    assert (ran.code, ran.err) == (0, "")
    with pytest.raises(CourseError):
        drawn(Course(here.folder), database(here.folder))


# -- watching --------------------------------------------------------------------------


def save(root: Path, text: str) -> None:
    beside = root / f"{STUB}.tmp"
    beside.write_text(text)
    beside.rename(root / STUB)


def test_watch_draws_once_the_verdict_is_shown(terminal, toy_copy):
    watch = terminal("watch", "ex01")
    watch.until("not written yet")

    save(toy_copy, RIGHT)
    before = watch.until("is done")

    ((id, problem, data),) = until_kept(toy_copy, 1)
    assert (id, problem, json.loads(data)) == ("doubled", "", DOUBLED)
    assert watch.text == before
    watch.send("r")
    time.sleep(0.5)
    watch.send("q")
    assert watch.ended() == 0
    assert len(rows(toy_copy)) == 1


def test_a_save_or_a_key_comes_before_a_portrait_that_takes_long(terminal, toy_copy):
    """It is stopped, not waited for; nothing is recorded of it."""
    change(toy_copy, program=FOREVER)
    watch = terminal("watch", "ex01")
    watch.until("not written yet")
    for number in range(5):
        save(toy_copy, f"{RIGHT}# version {number}\n")
        watch.until("is done")
        save(toy_copy, RIGHT.replace("2 *", f"{number + 3} *"))
        watch.until("and save.")
    save(toy_copy, RIGHT)
    watch.until("is done")
    watch.send("l")
    watch.until("r back")
    watch.send("q")

    assert watch.ended() == 0
    assert attempts(toy_copy) == 12
    assert rows(toy_copy) == []


# -- before a report -------------------------------------------------------------------


def test_what_was_passed_before_is_drawn_within_a_budget(passed, sandbox):
    course, store = Course(passed), database(passed)
    (wanted,) = missing(course, store)
    assert wanted.portrait.id == "doubled"

    assert ensure(course, store, sandbox, 0.0) == 1
    assert rows(passed) == []
    assert ensure(course, store, sandbox, 5.0) == 0
    assert missing(course, store) == []
    (one,) = drawn(course, store)
    assert one.data == DOUBLED


def test_a_budget_ends_between_two_and_the_next_time_goes_on(here, sandbox):
    course, store = Course(here.folder), database(here.folder)
    texts = (here.folder / FILE).read_text()
    (here.folder / FILE).unlink()
    for exercise in course.exercises():
        exercise.stub.write_text(exercise.solution.read_text())
    here("check", "--all")
    (here.folder / FILE).write_text(texts)
    for number in range(3):
        old = yaml.safe_load(texts)["portraits"][number]["program"]
        waiting = f"import time\ntime.sleep(0.3)\n{old}"
        change(here.folder, number, program=waiting)

    left = [ensure(course, store, sandbox, 0.1) for _ in range(4)]

    assert left == [2, 1, 0, 0]
    assert [one.portrait.id for one in drawn(course, store)] == [
        "doubled",
        "counted",
        "applied",
    ]


def test_until_a_new_file_is_drawn_the_last_picture_stays(passed, sandbox):
    course, store = Course(passed), database(passed)
    ensure(course, store, sandbox, 5.0)
    (before,) = drawn(course, store)
    newer = RIGHT.encode() + b"# newer\n"
    judgement = _passing(store, newer)
    Progress(store).record(judgement, newer)

    (one,) = drawn(course, store)

    assert len(missing(course, store)) == 1
    assert one == before
    ensure(course, store, sandbox, 5.0)
    (one,) = drawn(course, store)
    assert one.source_sha256 == judgement.submission_sha256 != before.source_sha256


def _passing(store: Database, source: bytes) -> object:
    from tests.test_store import PASSED, digest_of

    return msgspec.structs.replace(PASSED, submission_sha256=digest_of(source))


# -- what somebody else may have written ----------------------------------------------

STORED = {
    "no JSON": "'garbage'",
    "nothing": "''",
    "another kind": """'{"series": {"a": [1]}}'""",
    "not a dict": "'[1, 2]'",
    "deep": f"'{'[' * 90_000}'",
    "a control character": """'{"x": [0, 1], "curves": {"\\u001b": [1, 2]}}'""",
    "too long": f"char(0) || hex(zeroblob({MAX_DATA}))",
    "no text": "CAST(x'ff1bfe' AS TEXT)",
    "a huge number": f'\'{{"x": [0, 1{"0" * 5000}], "curves": {{"a": [1, 2]}}}}\'',
}


@pytest.mark.parametrize("stored", STORED)
def test_whatever_is_kept_in_the_place_of_numbers_is_no_picture(
    passed, sandbox, stored
):
    course, store = Course(passed), database(passed)
    ensure(course, store, sandbox, 5.0)
    db = sqlite3.connect(passed / ".learn/progress.db", isolation_level=None)
    db.execute(f"UPDATE portrait SET data = {STORED[stored]}")
    db.close()

    (one,) = drawn(course, store)

    assert one.data is None
    assert one.problem == "its numbers are not in the progress file as they were"


def test_numbers_that_cannot_be_drawn_are_gaps_wherever_they_come_from(passed, sandbox):
    course, store = Course(passed), database(passed)
    ensure(course, store, sandbox, 5.0)
    db = sqlite3.connect(passed / ".learn/progress.db", isolation_level=None)
    other = '{"x": [0, 1], "curves": {"a": [1e999, 2]}}'
    db.execute("UPDATE portrait SET data = ?, at = char(27) || '[31m'", (other,))
    db.close()

    (one,) = drawn(course, store)

    assert one.data is None or one.data["curves"] == {"a": [None, 2.0]}
    assert one.at.startswith("1970")


def of_version_3(file: Path) -> None:
    file.parent.mkdir()
    db = sqlite3.connect(file, isolation_level=None)
    for step in schema.MIGRATIONS[:3]:
        for statement in step.split(";\n"):
            db.execute(statement)
    db.execute("PRAGMA user_version = 3")
    db.execute("INSERT INTO source VALUES ('abc', x'78')")
    db.execute(
        "INSERT INTO attempt (at, exercise, source, exercise_sha256, seed, status,"
        " hidden, level, version, duration_ms) VALUES"
        " ('2026-01-01T00:00:00+00:00', 'ex01', 'abc', '', 0, 'passed', 0, 'full',"
        " '0', 1.0)"
    )
    db.close()


def test_progress_of_version_3_is_kept_and_gets_the_table(tmp_path):
    file = tmp_path / ".learn" / "progress.db"
    of_version_3(file)

    mine = Progress(Database(file)).exercises()["ex01"]

    assert (mine.attempts, mine.passed) == (1, True)
    assert rows(tmp_path) == []
    db = sqlite3.connect(file)
    assert db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    db.close()
    assert not list(file.parent.glob("*damaged*"))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE portrait (id INTEGER)",
        "CREATE VIEW portrait AS SELECT * FROM attempt",
        "CREATE INDEX portrait_by_source ON attempt (at)",
    ],
)
def test_what_stands_where_the_new_table_belongs_is_set_aside(tmp_path, statement):
    file = tmp_path / ".learn" / "progress.db"
    of_version_3(file)
    db = sqlite3.connect(file, isolation_level=None)
    db.execute(statement)
    db.close()
    said = []

    assert Progress(Database(file, said.append)).exercises() == {}

    assert len(said) == 1
    assert len(list(file.parent.glob("progress.damaged-*.db"))) == 1


# -- for authors -------------------------------------------------------------------------


def test_the_toy_ones_have_no_problem(toy, sandbox):
    assert lint(toy) == []
    assert portrait_problems(toy, sandbox) == []


@pytest.mark.parametrize(
    ("number", "fields", "problem"),
    [
        (0, {"exercise": "ex99"}, "doubled: there is no exercise 'ex99'"),
        (0, {"titel": "x"}, "unknown field `titel`"),
        (0, {"kind": "pie"}, "'pie'"),
        (0, {"id": "counted"}, "counted: another portrait has this id"),
        (0, {"id": "<b>"}, "its id must begin with a-z"),
        (0, {"caption": " "}, "doubled: caption is empty"),
        (0, {"x_label": ""}, "doubled: x_label is empty"),
        (0, {"log": ["z"]}, "'z'"),
        (1, {"log": ["x"]}, "counted: log: of series it can name y"),
        (2, {"log": ["x"]}, "applied: log: of regions it can name none"),
        (0, {"program": "def portrait(:"}, "doubled: program: invalid syntax"),
        (0, {"program": "x = '\0'"}, "doubled: program: "),
        (0, {"program": "x = 1"}, "program: it defines no function portrait()"),
    ],
)  # fmt: skip
def test_lint_finds_what_is_wrong_with_it(toy_copy, number, fields, problem):
    change(toy_copy, number, **fields)

    (found,) = lint(Course(toy_copy))

    assert found.removeprefix("exercises/").startswith("portraits.yaml")
    assert problem in found


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("return {'x': [1, 2], 'curves': {'a': [1]}}", "1 numbers where 2 are needed"),
        ("return {'series': {'a': [1]}}", "must be a dict of curves, x"),
        ("raise ValueError('no')", "ValueError: no"),
    ],
)
def test_proving_draws_it_from_every_right_submission(toy_copy, sandbox, body, problem):
    change(toy_copy, program=program(body))

    found = portrait_problems(Course(toy_copy), sandbox)

    assert len(found) == 3  # the reference and two other right ones
    assert all(problem in one for one in found)
    assert all(one.startswith("portraits.yaml: doubled on ") for one in found)


def test_prove_says_so(learn):
    change(learn.folder, program=program("return {}"))

    ran = learn("dev", "prove")

    assert ran.code == 1
    assert "portraits.yaml: doubled on solution.py" in " ".join(ran.out.split())
