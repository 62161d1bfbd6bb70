"""Finding a course, naming its exercises, and saying what is wrong with its files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course import CAPS, Course, exercise_files, fingerprint, read_yaml
from grader.errors import CourseError, LearnError
from grader.lint import lint
from grader.model import CourseFile, ExerciseFile, Limits
from grader.sandbox.host import Sandbox

TESTS = Path(__file__).parent
FAULTS = sorted(f.parent.name for f in (TESTS / "broken").glob("*/expected.txt"))


# -- finding ---------------------------------------------------------------------


def test_finds_the_course_from_any_folder_inside_it(toy):
    inside = toy.root / "exercises" / "ex01_double"

    assert Course.find(toy.root).root == toy.root
    assert Course.find(inside).root == toy.root
    assert Course.find(inside).file.title == "A toy course"


def test_says_how_to_get_a_course_where_there_is_none(tmp_path):
    with pytest.raises(CourseError) as caught:
        Course.find(tmp_path)

    assert str(caught.value) == (
        f"there is no course here\n  at  {tmp_path}\n  fix go to the folder that holds "
        "exercises/, name it with --course DIR, or make one with `learn init DIR`"
    )


def test_exercises_come_in_learning_order_not_in_order_of_name(toy_copy):
    file = toy_copy / "exercises" / "ex03_apply_twice" / "exercise.yaml"
    file.write_text(file.read_text().replace("position: 3", "position: 0"))

    assert [e.id for e in Course(toy_copy).exercises()] == ["ex03", "ex01", "ex02"]


def test_folders_that_are_no_exercises_are_left_out(toy_copy):
    for name in ("ex4_short_id", "ex09_Upper", "notes", "ex10_"):
        (toy_copy / "exercises" / name).mkdir()
    (toy_copy / "exercises" / "ex11_a_file").write_text("")

    assert list(Course(toy_copy).folders) == ["ex01", "ex02", "ex03"]


def test_everything_is_derived_from_the_folder(toy):
    exercise = toy.exercise("ex02")
    reference = toy.root / "reference" / "ex02_counter"

    assert (exercise.id, exercise.name, exercise.slug) == (
        "ex02", "counter", "ex02_counter",
    )  # fmt: skip
    assert exercise.stub == exercise.folder / "counter.py"
    assert exercise.public_checks == exercise.folder / "test_public.py"
    assert exercise.hidden_checks == reference / "test_hidden.py"
    assert exercise.solution == reference / "solution.py"
    assert [f.stem for f in exercise.submissions("right")] == [
        "remembers_all", "slots",
    ]  # fmt: skip


def test_without_the_instructors_folder_nothing_of_it_is_known(toy_copy):
    shutil.rmtree(toy_copy / "reference")

    exercise = Course(toy_copy).exercise("ex01")

    assert exercise.reference is None
    assert exercise.hidden_checks is None
    assert exercise.solution is None
    assert exercise.submissions("wrong") == []


def test_an_exercise_is_read_once(toy):
    assert toy.exercise("ex01") is toy.exercise("double")


# -- naming ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "ex02",
        "EX02",
        "2",
        "02",
        "002",
        "counter",
        "Counter",
        "counter.py",
        " ex02 ",
        "ex02_counter",
        "ex02_counter/",
        "exercises/ex02_counter",
        "exercises/ex02_counter/counter.py",
        "../elsewhere/exercises/ex02_counter/test_public.py",
        "~/mine/counter.py",
    ],
)
def test_an_exercise_answers_to(toy, name):
    assert toy.exercise(name).id == "ex02"


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("ex04", "did you mean ex0"),
        ("duble", "did you mean ex01 (double)?"),
        ("ex02_countre", "did you mean ex02 (counter)?"),
        ("apply", "did you mean ex03 (apply_twice)?"),
        ("9", "see `learn list` for the exercises of this course"),
        ("", "see `learn list` for the exercises of this course"),
        ("zzz", "see `learn list` for the exercises of this course"),
        ("/", "see `learn list` for the exercises of this course"),
    ],
)
def test_an_unknown_name_gets_the_nearest_known_one(toy, name, fix):
    with pytest.raises(LearnError) as caught:
        toy.exercise(name)

    assert caught.value.what == f"there is no exercise {name!r}"
    assert caught.value.fix.startswith(fix)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("name", ["²", "٢", "x" * 10_000, "\0", "ex02\n"])
def test_a_strange_name_is_unknown_or_known_and_never_a_crash(toy, name):
    try:
        found = toy.exercise(name).id
    except LearnError:
        found = "unknown"

    assert found in {"unknown", "ex02"}


# -- misconceptions ---------------------------------------------------------------


def test_a_belief_of_several_exercises_has_its_text_in_the_course_file(toy):
    texts = toy.exercise("ex01").misconceptions

    assert list(texts) == ["squared", "sign_lost", "argument_changed", "empty_accepted"]
    assert texts["argument_changed"] == (
        "Your code writes into the array that it was given. The caller still needs it."
    )


# -- YAML -----------------------------------------------------------------------------


def overlaid(fault: str, course: Path) -> Path:
    """Put the files of one fault into a copy of the toy course."""
    shutil.copytree(
        TESTS / "broken" / fault,
        course,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("expected.txt"),
    )
    return course


def complaints(root: Path, sandbox: Sandbox) -> str:
    """What is said about a course: the error that stops it, or what lint finds."""
    try:
        course = Course(root)
        course.exercises()
    except CourseError as error:
        text = str(error)
    else:
        # Any edit makes the precomputed outcomes out of date: another test's business.
        found = (p for p in lint(course, sandbox) if "diagnosis.json" not in p)
        text = "\n".join(found)
    return text.replace(f"{root}{os.sep}", "")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_course_file_is_reported_as_expected(fault, toy_copy, sandbox):
    said = complaints(overlaid(fault, toy_copy), sandbox)

    expected = (TESTS / "broken" / fault / "expected.txt").read_text("utf-8")
    assert said == expected.rstrip("\n")


def test_the_toy_course_itself_has_nothing_to_complain_about(toy_copy, sandbox):
    assert complaints(toy_copy, sandbox) == ""


def test_an_unknown_key_is_found_in_its_own_line(toy_copy):
    file = toy_copy / "exercises" / "ex01_double" / "exercise.yaml"
    rows = file.read_text().splitlines()
    rows.insert(5, "colour: red")
    file.write_text("\n".join(rows))

    with pytest.raises(CourseError) as caught:
        Course(toy_copy).exercise("ex01")

    assert caught.value.where.startswith(f"{file}:6:1")


def test_a_missing_course_file_is_named(tmp_path):
    with pytest.raises(CourseError) as caught:
        Course(tmp_path)

    assert caught.value.what == "cannot read it: No such file or directory"
    assert caught.value.where == str(tmp_path / "exercises" / "course.yaml")


def test_a_course_file_is_read_up_to_a_mebibyte(tmp_path):
    file = tmp_path / "course.yaml"
    head = "title: t\nunits: []\nconcepts: []\n#"
    file.write_text(head + "x" * ((1 << 20) - len(head)))

    assert read_yaml(file, CourseFile).title == "t"

    with file.open("a") as stream:
        stream.write("x")
    with pytest.raises(CourseError, match="larger than 1 MiB"):
        read_yaml(file, CourseFile)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"\xff\xfe", "the file is not UTF-8"),
        (b"title: \0", "not valid YAML"),
        (b"", "Expected `object`, got `null`"),
        (b"- title", "Expected `object`, got `array`"),
        (b"title: !!python/object/apply:os.system [true]", "not valid YAML"),
        (b"title: !!int ''", "not valid YAML"),
        (b"title: &a [*a]", "Expected `str`, got `array`"),
        (b"? {a: b}\n: c", "not valid YAML"),
        (b"1: 2", "Expected `str`"),
    ],
)
def test_a_file_that_is_no_course_file_gets_a_sentence(tmp_path, text, said):
    file = tmp_path / "course.yaml"
    file.write_bytes(text)

    with pytest.raises(CourseError) as caught:
        read_yaml(file, CourseFile)

    assert said in caught.value.what
    assert str(file) in caught.value.where


@pytest.mark.parametrize("nesting", ["[", "{a: ", "- ", "? ", "- ? ", "? - "])
def test_deep_nesting_is_refused_and_does_not_crash(tmp_path, nesting):
    file = tmp_path / "course.yaml"
    file.write_text(nesting * 50_000)
    program = (
        "import sys; from pathlib import Path; from grader.course import read_yaml\n"
        "from grader.errors import CourseError; from grader.model import CourseFile\n"
        "try: read_yaml(Path(sys.argv[1]), CourseFile)\n"
        "except CourseError as error: print(error)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "nested too deep" in done.stdout


def test_a_contract_that_contains_itself_is_refused(tmp_path):
    file = tmp_path / "exercise.yaml"
    file.write_text(
        "title: t\nunit: u\nposition: 1\ndifficulty: 1\npoints: 1\nconcepts: [c]\n"
        "functions: {f: {returns: &c {kind: list, each: *c}}}\n"
    )

    with pytest.raises(CourseError):
        read_yaml(file, ExerciseFile)


def test_aliases_upon_aliases_do_not_fill_the_memory(tmp_path):
    file = tmp_path / "course.yaml"
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    file.write_text("\n".join(rows))

    with pytest.raises(CourseError, match="unknown field"):
        read_yaml(file, CourseFile)


# -- limits ---------------------------------------------------------------------------


def with_limits(toy_copy: Path, text: str) -> Course:
    file = toy_copy / "exercises" / "ex01_double" / "exercise.yaml"
    file.write_text(f"{file.read_text()}limits: {{{text}}}\n")
    return Course(toy_copy)


@pytest.mark.parametrize("name", Limits.__struct_fields__)
def test_a_limit_may_reach_its_cap_and_no_further(toy_copy, name):
    cap = getattr(CAPS, name)

    exercise = with_limits(toy_copy, f"{name}: {cap}").exercise("ex01")

    assert getattr(exercise.spec.limits, name) == cap


@pytest.mark.parametrize("name", Limits.__struct_fields__)
@pytest.mark.parametrize("value", ["over", "0", "-1"])
def test_a_limit_over_its_cap_or_not_above_zero_is_refused(toy_copy, name, value):
    cap = getattr(CAPS, name)
    value = str(cap + 1) if value == "over" else value

    with pytest.raises(CourseError) as caught:
        with_limits(toy_copy, f"{name}: {value}").exercise("ex01")

    assert caught.value.what.startswith(f"limits.{name} is {value}")
    assert f"at most {cap}" in caught.value.what


@pytest.mark.parametrize("value", [".nan", ".inf", "two", "true", "[1]"])
def test_a_limit_is_a_number(toy_copy, value):
    with pytest.raises(CourseError):
        with_limits(toy_copy, f"call_s: {value}").exercise("ex01")


def test_limits_have_the_documented_defaults_and_caps():
    assert Limits() == Limits(2.0, 20.0, 1024, 64, 16)
    assert Limits(10.0, 120.0, 4096, 1024, 64) == CAPS


# -- fingerprints ----------------------------------------------------------------------


def test_a_fingerprint_follows_what_a_judgement_depends_on(toy_copy):
    def now() -> str:
        return fingerprint(exercise_files(Course(toy_copy).exercise("ex01")))

    first = now()
    (toy_copy / "exercises" / "ex01_double" / "double.py").write_text("# edited\n")
    assert now() == first
    for file in (
        toy_copy / "exercises" / "ex01_double" / "exercise.yaml",
        toy_copy / "exercises" / "ex01_double" / "test_public.py",
        toy_copy / "reference" / "ex01_double" / "test_hidden.py",
    ):
        before = now()
        file.write_text(file.read_text() + "\n# edited\n")
        assert now() != before, file.name


def test_a_fingerprint_is_the_same_wherever_the_course_lies(toy, toy_copy):
    here = fingerprint(exercise_files(toy.exercise("ex01")))
    there = fingerprint(exercise_files(Course(toy_copy).exercise("ex01")))

    assert here == there


def test_a_file_that_is_not_there_counts_as_absent(tmp_path):
    file = tmp_path / "a.py"

    assert fingerprint([file]) == fingerprint([])
    file.write_text("")
    assert fingerprint([file]) != fingerprint([])


def test_the_error_tells_what_where_and_what_to_do():
    assert str(LearnError("what", where="here", fix="do this")) == (
        "what\n  at  here\n  fix do this"
    )
    assert str(LearnError("what")) == "what"
    assert LearnError("what").exit_code == 2


def test_a_contract_can_be_written_in_one_word(toy):
    spec = toy.exercise("ex02").spec

    assert isinstance(spec, ExerciseFile)
    assert spec.classes["Counter"].attributes == {"total": "integer"}
