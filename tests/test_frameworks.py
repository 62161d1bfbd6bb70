"""An exercise that needs a framework: judged where it is installed, no one's loss where not."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import textwrap
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from grader.checks import prepared
from grader.course import Course
from grader.errors import BrokenError, CourseError
from grader.frameworks import missing, needs
from grader.judge.judges import Judges
from grader.lint import lint
from grader.model import ExerciseFile, Function, Limits, Setting
from grader.sandbox.host import Sandbox
from grader.sandbox.proxy import Submission
from grader.sandbox.session import Session

SCHEMAS = Path(__file__).parent.parent / "docs" / "schemas"
PACKAGE = {
    "__init__.py": "import os\nmode = os.environ.get('TOY_MODE', 'not set')\n",
    "late.py": "def tripled(x):\n    return 3 * x\n",
    "never.py": "",
}
SOLUTION = """\
import toyframework


def triple(x):
    from toyframework import late

    return late.tripled(x)
"""
FILES = {
    "exercises/exercise.yaml": """\
        title: A framework
        unit: basics
        position: 4
        difficulty: 1
        points: 4
        concepts: [doubling]
        profile: frameworks
        frameworks: [toyframework]
        prepare: |
          import os
          os.environ["TOY_MODE"] = "prepared"
          import toyframework.late
        functions:
          triple: {args: {x: number}, returns: number}
        hints:
          triple: [a, b, c]
        misconceptions:
          doubled: It is doubled.
        """,
    "exercises/README.md": "# A framework\n\n## Out of scope\n\nEverything else.\n",
    "exercises/tripled.py": """\
        def triple(x):
            raise NotImplementedError("write triple")
        """,
    "exercises/test_public.py": '''\
        from grader.checks import close, points


        @points(2)
        def test_worked_case(submission):
            """Three times five is fifteen"""
            close(submission.triple(5.0), 15.0)
        ''',
    "reference/test_hidden.py": '''\
        from grader.checks import close, law, needs, points


        @points(2)
        @needs("worked_case")
        @law("any number")
        def test_any_number(submission, rng):
            """Any number is tripled"""
            x = rng.uniform(2, 3)
            close(submission.triple(x), x + x + x)
        ''',
    "reference/solution.py": SOLUTION,
    "reference/right/by_itself.py": "def triple(x):\n    return x + x + x\n",
    "reference/right/by_product.py": "def triple(x):\n    return 3 * x\n",
    "reference/wrong/doubled.py": "def triple(x):\n    return x + x\n",
}


@pytest.fixture
def task(toy_copy: Path) -> Path:
    """Add the exercise to the toy course; give the file that learners edit."""
    for name, text in FILES.items():
        top, rest = name.split("/", 1)
        file = toy_copy / top / "ex04_tripled" / rest
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), "utf-8")
    course = toy_copy / "exercises" / "course.yaml"
    course.write_text(course.read_text() + "\npolicies: {optional: [ex04]}\n")
    return toy_copy / "exercises" / "ex04_tripled" / "tripled.py"


@pytest.fixture
def framework(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install the framework, for this process and those that it starts."""
    folder = tmp_path / "site"
    for name, text in PACKAGE.items():
        file = folder / "toyframework" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


def conforms(name: str, body: object) -> None:
    jsonschema.validate(body, json.loads((SCHEMAS / f"{name}.schema.json").read_text()))


def attempts(root: Path) -> int:
    file = root / ".learn" / "progress.db"
    if not file.exists():
        return 0
    db = sqlite3.connect(file)
    try:
        return db.execute("SELECT count(*) FROM attempt").fetchone()[0]
    finally:
        db.close()


# -- without the framework ---------------------------------------------------------


def test_what_is_missing_is_said_in_a_few_words():
    assert needs(()) == ""
    assert needs(("a",)) == "needs a"
    assert needs(("a", "b", "c")) == "needs a, b and c"


def test_a_check_says_what_is_needed_and_counts_against_no_one(task, here):
    task.write_text(SOLUTION)

    ran = here("check", "ex04")

    assert ran.code == 0
    assert (
        ran.out == "ex04 unavailable: needs toyframework\n" + ran.out.partition("\n")[2]
    )
    assert "pip install toyframework" in ran.out
    assert attempts(here.folder) == 0


def test_on_a_screen_it_is_a_sentence(task, learn):
    ran = learn.on_a_terminal("check", "ex04")

    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert "It needs toyframework, which is not installed here." in said
    assert "counts against no one" in said


def test_the_judgement_is_as_its_schema_says(task, here):
    ran = here("check", "ex04", "--json")

    (found,) = map(json.loads, ran.out.splitlines())
    conforms("learn.check", found)
    assert (found["status"], found["score"], found["checks"]) == ("unavailable", 0, [])
    assert found["observations"][0]["text"] == "needs toyframework"


def test_the_other_exercises_decide_the_exit_code(task, here):
    for id, name in (("ex01_double", "double"), ("ex02_counter", "counter")):
        solution = here.folder / "reference" / id / "solution.py"
        (here.folder / "exercises" / id / f"{name}.py").write_text(solution.read_text())

    assert here("check", "ex01", "ex04").code == 0
    assert here("check", "ex03", "ex04").code == 1


def test_the_list_shows_it_as_unavailable(task, here):
    rows = [json.loads(row) for row in here("list", "--json").out.splitlines()]

    assert rows[3]["state"] == "unavailable"
    assert rows[3]["missing"] == ["toyframework"]
    assert [row["missing"] for row in rows[:3]] == [[], [], []]
    assert "needs toyframework" in here("list").out
    assert "ex04" not in here("list", "--pending").out


def test_it_is_no_part_of_what_there_is_to_do(task, here):
    assert "0 of 3 exercises done" in here().out
    task.write_text("def triple(x):\n    return 0\n")
    assert "ex04" not in here().out


def test_who_has_done_it_elsewhere_has_done_it(task, framework, here, monkeypatch):
    task.write_text(SOLUTION)
    assert here("check", "ex04").code == 0
    monkeypatch.undo()
    monkeypatch.chdir(here.folder)
    framework.rename(framework.with_name("gone"))

    row = json.loads(here("list", "--json").out.splitlines()[3])

    assert (row["state"], row["score"]) == ("done", 4.0)
    assert "1 of 4 exercises done" in here().out


def test_the_report_leaves_it_out_of_every_sum(task, here):
    made = json.loads(here("report", "--json").out)
    conforms("learn.report", made)

    row = next(e for u in made["units"] for e in u["exercises"] if e["id"] == "ex04")
    assert (row["state"], row["missing"]) == ("unavailable", ["toyframework"])
    assert made["summary"]["exercises"] == 3
    every = [e for u in made["units"] for e in u["exercises"]]
    assert made["summary"]["out_of"] == sum(e["out_of"] for e in every) - 4
    assert here("report", "--out", "page.html").code == 0
    assert "needs <bdi>toyframework</bdi>" in Path("page.html").read_text()


def test_watching_says_it_too(task, terminal):
    watching = terminal("watch", "ex04")

    watching.until("which is not installed here")
    watching.send("q")
    assert watching.ended() == 0


def test_the_doctor_names_it(task, here):
    facts = json.loads(here("doctor", "--json").out)

    assert facts["course"].endswith("; ex04 needs toyframework")


def test_lint_needs_no_framework(task, toy_copy, sandbox):
    assert not [p for p in lint(Course(toy_copy), sandbox) if "ex04" in p]


def test_lint_asks_what_it_counts_where_not_everybody_can_do_it(
    task, toy_copy, sandbox
):
    course = toy_copy / "exercises" / "course.yaml"
    course.write_text(course.read_text().replace("policies: {optional: [ex04]}", ""))

    found = [p for p in lint(Course(toy_copy), sandbox) if "ex04" in p]

    (problem,) = found
    assert problem.startswith("course.yaml: ex04 needs toyframework: name it under")


def test_a_proof_says_what_is_not_proved_and_does_not_fail(task, learn):
    ran = learn("dev", "prove", "ex01", "ex04", "--seed", "0", "--jobs", "2")

    assert ran.code == 0, ran.out
    assert "ex04: not proved here (needs toyframework)" in ran.out
    assert "everything proved but ex04: 1 exercises" in ran.out
    assert learn("dev", "prove", "ex04", "--mutants").code == 0
    (made,) = learn("dev", "prove", "ex04", "--json").objects
    assert (made["unproved"], made["problems"]) == ("needs toyframework", [])


def test_what_mistakes_do_is_left_as_it_is_written(task, here):
    file = task.parent / "diagnosis.json"
    file.write_text("kept")

    assert here("dev", "diagnose", "ex04").code == 0
    assert file.read_text() == "kept"


def test_a_worker_with_what_is_not_there_is_our_fault(sandbox):
    with pytest.raises(BrokenError, match="toyframework is not installed"):
        sandbox.spawn("ex04", 0, Limits(), Setting("frameworks", ("toyframework",)))


# -- with it -----------------------------------------------------------------------


def test_it_is_judged_where_the_framework_is(task, framework, here):
    task.write_text(SOLUTION)

    ran = here("check", "ex04", "ex01", "--json")

    found = [json.loads(row) for row in ran.out.splitlines()]
    assert [f["status"] for f in found] == ["passed", "failed"]
    assert found[0]["protection"] == found[1]["protection"]
    assert "ex04: loading toyframework takes some seconds" in ran.err
    assert attempts(here.folder) == 2


def test_the_course_proves_itself(task, framework, learn):
    assert learn("dev", "diagnose", "ex04").code == 0

    ran = learn("dev", "prove", "ex04", "--seed", "0")

    assert ran.code == 0, ran.out
    assert "ex04: proved" in ran.out


@pytest.fixture
def given(framework):
    """Run a source in a worker that has the framework."""
    with Sandbox() as sandbox:

        def given(source: str, prepare: str = "") -> object:
            setting = Setting("frameworks", ("toyframework",), prepare)
            session = Session(
                sandbox, "ex04", textwrap.dedent(source).encode(), "t.py", 0, Limits(),
                setting=setting,
            )  # fmt: skip
            try:
                failed = session.begin("check")
                assert failed is None, failed
                return session.call("f", Function(), (), {})
            finally:
                session.close()

        yield given


MODE = "import toyframework\ndef f():\n    return toyframework.mode\n"


def test_what_prepares_goes_before_the_framework_is_loaded(given):
    setting = 'import os\nos.environ["TOY_MODE"] = "here"\n'

    assert given(MODE) == "not set"
    assert given(MODE, setting) == "here"


def test_what_was_not_prepared_cannot_be_loaded_any_more(given):
    source = "def f():\n    import toyframework.never\n"

    with pytest.raises(
        Exception, match=r"`toyframework\.never` is not available in ex04"
    ):
        given(source)


def test_the_walls_are_those_of_every_exercise(given):
    source = """\
        def f():
            try:
                open("/etc/passwd")
            except OSError:
                return "walls"
        """

    assert given(source) == "walls"


def test_a_program_that_does_not_work_is_our_fault_and_says_why(given):
    with pytest.raises(BrokenError) as fault:
        given(MODE, "raise ValueError('no weights')")

    assert fault.value.where == "ValueError: no weights"


BOX = """
class Box:
    def __init__(self, content):
        self.content = content

seed = 0

def box(content):
    return Box(content)

def content(box):
    return box.content

def reseed(number):
    global seed
    seed = number

def seeded():
    return seed
"""


@pytest.fixture
def submitted(framework):
    """Give a submission as a check has it, whose workers have a box."""
    with contextlib.ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox())

        def submitted(source: str, check: str = "check") -> Submission:
            setting = Setting("frameworks", ("toyframework",), BOX)
            session = Session(
                sandbox, "ex04", textwrap.dedent(source).encode(), "t.py", 0, Limits(),
                setting=setting,
            )  # fmt: skip
            stack.callback(session.close)
            assert session.begin(check) is None
            return Submission(session, SPEC)

        yield submitted


SPEC = ExerciseFile("t", "u", 1, 1, 1.0, (), functions={"doubled": Function()})
DOUBLED = "def doubled(box):\n    box.content *= 2\n    return box\n"


def test_a_check_hands_over_what_only_the_framework_makes(submitted):
    submission = submitted(DOUBLED)
    box = prepared(submission).box(np.array([1.0, 2.0]))

    back = submission.doubled(box)

    assert back == box
    assert prepared(submission).content(box).tolist() == [2.0, 4.0]


def test_what_goes_wrong_in_it_is_the_submissions_problem(submitted):
    submission = submitted("def doubled(box):\n    return 3\n")

    with pytest.raises(AttributeError) as raised:
        prepared(submission).content(submission.doubled(None))

    assert "'int' object has no attribute 'content'" in str(raised.value)


def test_what_is_not_defined_is_missing(submitted):
    with pytest.raises(BaseException, match="`box_of_books` is not defined"):
        prepared(submitted(DOUBLED)).box_of_books()


def test_a_frameworks_randomness_starts_anew_for_each_check(submitted):
    seeds = [prepared(submitted(DOUBLED, check)).seeded() for check in ("a", "b", "a")]

    assert seeds[0] == seeds[2] != seeds[1]
    assert all(seeds)


def test_an_exercise_without_frameworks_has_nothing_prepared(sandbox):
    session = Session(sandbox, "ex04", DOUBLED.encode(), "t.py", 0, Limits())
    session.begin("check")

    with pytest.raises(ValueError, match="must say `profile: frameworks`"):
        prepared(Submission(session, SPEC)).box(1)
    session.close()


def test_two_exercises_have_each_their_own(given):
    assert given(MODE, 'import os\nos.environ["TOY_MODE"] = "a"\n') == "a"
    assert given(MODE, 'import os\nos.environ["TOY_MODE"] = "b"\n') == "b"


def test_a_module_of_one_file_is_a_framework_too(tmp_path, monkeypatch):
    (tmp_path / "onefile.py").write_text("answer = 42\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with Sandbox() as sandbox:
        session = Session(
            sandbox, "ex04", b"import onefile\ndef f():\n    return onefile.answer\n",
            "t.py", 0, Limits(), setting=Setting("frameworks", ("onefile",)),
        )  # fmt: skip
        session.begin("check")
        assert session.call("f", Function(), (), {}) == 42
        session.close()


def test_a_folder_with_nothing_in_it_is_no_framework(
    task, toy_copy, tmp_path, monkeypatch
):
    (tmp_path / "site" / "toyframework").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))

    assert missing(Course(toy_copy).exercise("ex04").spec) == ("toyframework",)


def test_without_a_fork_server_every_worker_prepares_itself(framework):
    with Sandbox(mode="spawn") as sandbox:
        session = Session(
            sandbox, "ex04", MODE.encode(), "t.py", 0, Limits(),
            setting=Setting(
                "frameworks", ("toyframework",),
                'import os\nos.environ["TOY_MODE"] = "alone"\n',
            ),
        )  # fmt: skip
        session.begin("check")
        assert session.call("f", Function(), (), {}) == "alone"
        session.close()


def test_who_judges_many_is_told_that_a_framework_takes_long_to_start(
    task, framework, toy_copy
):
    exercise = Course(toy_copy).exercise("ex04")
    asked: list[float] = []
    with Judges((), 0, at_once=asked.append) as judges:
        for source in (SOLUTION, SOLUTION + "\n"):
            assert judges.judge(exercise, source.encode()).status == "passed"

    assert asked == [180.0]


# -- a class -----------------------------------------------------------------------


@pytest.fixture
def handed_in(task: Path, tmp_path: Path) -> Path:
    for student, source in (
        ("ada", SOLUTION),
        ("bob", "def triple(x):\n    return 0\n"),
    ):
        folder = tmp_path / "class" / student
        folder.mkdir(parents=True)
        (folder / "tripled.py").write_text(source)
        solution = task.parents[2] / "reference" / "ex01_double" / "solution.py"
        (folder / "double.py").write_text(solution.read_text())
    return tmp_path / "class"


def states(out: Path) -> dict[tuple[str, str], str]:
    rows = map(json.loads, (out / "results.jsonl").read_text().splitlines())
    return {(r["student"], r["exercise"]): r["status"] for r in rows}


def test_a_class_is_graded_without_it_unless_it_is_asked_for(
    handed_in, framework, learn, tmp_path
):
    out = tmp_path / "out"
    command = ("grade", handed_in, "--out", out, "--jobs", "1")

    first = learn(*command)
    assert first.code == 0, first.err
    assert "needs toyframework; frameworks were not asked for" in first.out
    assert states(out)["ada", "ex04"] == "unavailable"
    assert states(out)["ada", "ex01"] == "passed"
    (again,) = learn(*command, "--json").objects
    conforms("learn.grade", again)
    assert again["judged"] == 0
    assert again["states"]["unavailable"] == 2
    assert list(again["unavailable"]) == ["ex04"]

    assert learn("regrade", out, "--jobs", "1").code == 0
    assert states(out)["ada", "ex04"] == "unavailable"

    assert learn(*command, "--frameworks").code == 0
    assert states(out)["ada", "ex04"] == "passed"
    assert states(out)["bob", "ex04"] == "failed"

    assert learn(*command).code == 0
    assert states(out)["ada", "ex04"] == "passed"


def test_naming_the_exercise_is_asking_for_it(handed_in, framework, learn, tmp_path):
    out = tmp_path / "out"

    ran = learn("grade", handed_in, "--out", out, "--jobs", "1", "--exercise", "ex04")

    assert ran.code == 0, ran.err
    assert states(out)["ada", "ex04"] == "passed"


def test_where_it_is_not_installed_nobody_loses_a_point(handed_in, learn, tmp_path):
    out = tmp_path / "out"

    ran = learn("grade", handed_in, "--out", out, "--jobs", "1", "--frameworks")

    assert ran.code == 0, ran.err
    assert "ex04: needs toyframework" in ran.out
    head, *rows = (out / "grades.csv").read_text().splitlines()
    cells = [dict(zip(head.split(","), row.split(","), strict=True)) for row in rows]
    assert [c["ex04"] for c in cells] == ["", ""]
    pages = [file.read_text() for file in (out / "feedback").glob("*.html")]
    assert len(pages) == 2
    assert all("counts against no one" in page for page in pages)


# -- what a course may say -----------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("frameworks: [toyframework]", "frameworks: []", "no framework is named"),
        ("frameworks: [toyframework]", "frameworks: [a.b]", "'a.b' is no name"),
        ("profile: frameworks", "profile: plain", "frameworks: goes with"),
        ("profile: frameworks\nframeworks: [toyframework]", "", "prepare: goes with"),
        ("prepare: |", f"prepare: |\n  # {'x' * 8000}", "more than 8000 characters"),
        (
            "points: 4",
            "points: 4\nlimits: {memory_mib: 8193}",
            "limits.memory_mib is 8193; it must be above 0 and at most 8192",
        ),
    ],
)
def test_a_course_that_asks_for_what_makes_no_sense_is_told_so(
    task, toy_copy, old, new, said
):
    file = task.parent / "exercise.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))

    with pytest.raises(CourseError, match=said):
        Course(toy_copy).exercises()
