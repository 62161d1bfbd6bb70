"""Reading quiz files strictly: every fault is said, with its place, and none crashes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from grader.course import Course
from grader.errors import CourseError, LearnError
from grader.lint import lint as lint_course
from grader.quiz import withheld
from grader.quiz.compute import FUNCTIONS
from grader.quiz.execute import output_of
from grader.quiz.lint import lint
from grader.quiz.model import (
    KINDS,
    Axis,
    Curve,
    Draw,
    Figure,
    Option,
    Pair,
    QuizFile,
    Tolerance,
)
from grader.quiz.reader import find_item, quiz, quiz_names, quizzes

BROKEN = Path(__file__).parent / "broken" / "quizzes"
FAULTS = sorted(f.parent.name for f in BROKEN.glob("*/expected.txt"))

SAMPLE = """\
title: A sample
items:
  - id: s1
    type: single
    stem: What is twice 3?
    concepts: [doubling]
    difficulty: 1
    options:
      - {text: "6", correct: true, why: Twice 3.}
      - {text: "9", why: That is 3 squared.}
"""


def overlaid(fault: str, course: Path) -> Path:
    shutil.copytree(
        BROKEN / fault,
        course,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("expected.txt"),
    )
    return course


def runs_code(course: Path) -> bool:
    text = (course / "quizzes" / "sample.yaml").read_bytes()
    return b"type: trace" in text or b"type: fill" in text


# -- faults ----------------------------------------------------------------------


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_quiz_is_reported_as_expected(fault, toy_copy, sandbox):
    root = overlaid(fault, toy_copy)

    found = lint(Course(root), sandbox, execute=runs_code(root))

    said = "\n".join(f.said(root) for f in found)
    assert said == (BROKEN / fault / "expected.txt").read_text("utf-8").rstrip("\n")


def test_at_least_sixty_kinds_of_mistake_are_told_apart():
    said = {}
    for fault in FAULTS:
        lines = (BROKEN / fault / "expected.txt").read_text("utf-8").splitlines()
        assert lines, fault
        said[fault] = [line.partition(": ")[2] for line in lines]

    assert len({text for texts in said.values() for text in texts}) >= 120
    single = [f for f, texts in said.items() if len(texts) == 1]
    assert set(FAULTS) - set(single) == {"several_at_once"}


def test_the_toy_quiz_has_all_types_and_no_fault(toy, sandbox):
    assert lint(toy, sandbox) == []
    assert {i.kind for i in quiz(toy, "basics").items} == set(KINDS)


def test_the_lint_of_a_course_lists_its_quizzes_faults(toy_copy, sandbox):
    root = overlaid("unknown_concept", toy_copy)

    assert lint_course(Course(root), sandbox) == [
        "quizzes/sample.yaml:7:16: there is no concept 'dobling'; did you mean doubling?"
    ]


def test_the_command_lists_every_fault_with_its_place(toy_copy, here):
    overlaid("several_at_once", toy_copy)

    ran = here("dev", "lint")

    assert ran.code == 1
    assert ran.out == (BROKEN / "several_at_once" / "expected.txt").read_text("utf-8")
    assert ran.err == "7 problem(s) in 3 exercise(s) and 2 quiz file(s)\n"


def test_a_fault_cannot_reach_the_terminal_as_control_characters(toy_copy, here):
    text = SAMPLE.replace("type: single", 'type: "\\e[31m"')
    (toy_copy / "quizzes" / "sample.yaml").write_text(text)

    ran = here("dev", "lint")

    assert ran.code == 1
    assert "\x1b" not in ran.out


def test_a_file_that_cannot_be_used_names_the_first_fault_and_counts_the_rest(toy_copy):
    root = overlaid("several_at_once", toy_copy)

    with pytest.raises(CourseError) as caught:
        quiz(Course(root), "sample")

    assert caught.value.what == "unknown key `shufle`"
    assert caught.value.where == f"{root}/quizzes/sample.yaml:3:1"
    assert caught.value.fix == "did you mean `shuffle`?; `learn dev lint` lists 5 more"


@pytest.mark.parametrize(
    ("stem", "place", "formula"),
    [
        ('"{{y}} {{x}}"', "6:14", "y"),
        ("is {{ 1 + y }} {{x}}", "6:21", "1 + y"),
        ("|\n      First {{x}}\n      then {{y}}", "8:14", "y"),
        (">\n      First {{x}}\n      then {{y}}", "6:11", "y"),
    ],
    ids=["quoted", "plain", "literal", "folded"],
)
def test_the_column_inside_a_text_is_exact_or_its_start(toy_copy, stem, place, formula):
    text = (BROKEN / "stem_with_an_unknown_parameter/quizzes/sample.yaml").read_text()
    text = text.replace('"What is twice {{y}}?"', stem)
    (toy_copy / "quizzes" / "sample.yaml").write_text(text)

    (found,) = lint(Course(toy_copy), execute=False)

    assert found.said(toy_copy) == (
        f"quizzes/sample.yaml:{place}: {formula}: there is no parameter `y`"
    )


FORMAT = (Path(__file__).parent.parent / "docs" / "quiz-format.md").read_text("utf-8")


def test_the_format_is_documented_to_the_last_key_and_function():
    structs = [
        QuizFile,
        Option,
        Tolerance,
        Draw,
        Pair,
        Axis,
        Curve,
        Figure,
        *KINDS.values(),
    ]
    keys = {key for struct in structs for key in struct.__struct_encode_fields__}
    words = set(re.findall(r"[a-z_0-9]+", FORMAT))

    assert keys <= words
    assert set(KINDS) <= words
    (listed,) = re.findall(r"`(abs arccos [^`]*)`", FORMAT)
    assert listed.split() == sorted(FUNCTIONS)
    (secret,) = re.findall(r"`(answer answers [^`]*)`", FORMAT)
    assert set(secret.split()) == withheld.SECRET.union(
        *withheld.SECRET_INSIDE.values()
    )


def test_a_byte_order_mark_shifts_no_column(toy_copy):
    text = SAMPLE.replace("title", "titel")
    (toy_copy / "quizzes" / "sample.yaml").write_text(text, "utf-8-sig")

    (found,) = lint(Course(toy_copy), execute=False)

    assert found.said(toy_copy) == (
        "quizzes/sample.yaml:1:1: unknown key `titel`; did you mean `title`?"
    )


@pytest.mark.parametrize(
    ("program", "printed", "stopped"),
    [
        ("print(1)\nprint('é')", "1\né\n", ""),
        ("import sys\nprint('a', file=sys.stderr)\nprint('b')", "b\n", ""),
        ("import warnings\nwarnings.warn('no')\nprint('b')", "b\n", ""),
        ("import numpy as np\nprint(np.exp(1000.0))", "inf\n", ""),
        ("if __name__ == '__main__':\n    print('main')", "main\n", ""),
        ("print('a')\nraise ValueError('no')", "a\n", "ValueError: no"),
    ],
)
def test_a_program_prints_what_stands_on_its_output(program, printed, stopped, sandbox):
    assert output_of(program, sandbox) == (printed, stopped)


# -- finding -----------------------------------------------------------------------


def test_a_quiz_is_found_by_name_and_by_path(toy):
    for name in ("basics", "quizzes/basics.yaml", "basics.yaml", " basics "):
        assert quiz(toy, name).title == "Basics of the toy course"


def test_an_unknown_quiz_gets_the_nearest_known_one(toy):
    with pytest.raises(LearnError) as caught:
        quiz(toy, "basic")

    assert str(caught.value) == "there is no quiz 'basic'\n  fix did you mean basics?"
    assert caught.value.exit_code == 2


def test_an_unknown_item_gets_the_nearest_known_one(toy):
    assert find_item(toy, "t_fill")[1].kind == "fill"
    with pytest.raises(LearnError, match="there is no item") as caught:
        find_item(toy, "t_fil")
    assert caught.value.fix == "did you mean t_fill?"


def test_quizzes_come_in_the_order_of_units(toy_copy):
    for name in ("aaa", "zzz"):
        text = SAMPLE.replace("s1", name)
        (toy_copy / "quizzes" / f"{name}.yaml").write_text(text)

    course = Course(toy_copy)

    assert quiz_names(course) == ["basics", "aaa", "zzz"]
    assert [q.id for q in quizzes(course)] == ["basics", "aaa", "zzz"]


def test_a_course_without_quizzes_has_none(toy_copy):
    shutil.rmtree(toy_copy / "quizzes")
    course = Course(toy_copy)

    assert quizzes(course) == []
    assert lint(course) == []
    with pytest.raises(LearnError) as caught:
        quiz(course, "basics")
    assert caught.value.fix == "quizzes here: none yet"


def test_the_pass_mark_is_the_courses_unless_the_quiz_has_one(toy_copy):
    file = toy_copy / "quizzes" / "sample.yaml"
    file.write_text(SAMPLE)
    assert quiz(Course(toy_copy), "sample").pass_mark == 0.8

    file.write_text(SAMPLE.replace("items:", "pass_mark: 0.5\nitems:"))
    assert quiz(Course(toy_copy), "sample").pass_mark == 0.5


# -- the cache -----------------------------------------------------------------------


def test_what_is_kept_is_what_was_read(toy, tmp_path):
    first = quizzes(toy, tmp_path)
    again = quizzes(toy, tmp_path)

    assert first == again == quizzes(toy)
    assert [f.name for f in tmp_path.iterdir()] == ["quiz-basics.json"]


def test_what_is_kept_is_what_is_used(toy, tmp_path):
    quizzes(toy, tmp_path)
    kept = tmp_path / "quiz-basics.json"
    kept.write_text(
        kept.read_text().replace("Basics of the toy course", "From the cache")
    )

    assert quizzes(toy, tmp_path)[0].title == "From the cache"


def test_a_changed_file_is_read_anew(toy_copy, tmp_path):
    quizzes(Course(toy_copy), tmp_path)
    file = toy_copy / "quizzes" / "basics.yaml"
    file.write_text(file.read_text().replace("Basics of the toy course", "Changed"))

    assert quizzes(Course(toy_copy), tmp_path)[0].title == "Changed"


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff", b"[" * 100_000, b"{}", b"null"])
def test_a_damaged_cache_is_no_obstacle(toy, tmp_path, damage):
    (tmp_path / "quiz-basics.json").write_bytes(damage)

    assert quizzes(toy, tmp_path) == quizzes(toy)


def test_a_cache_that_cannot_be_written_is_no_obstacle(toy, tmp_path):
    file = tmp_path / "file"
    file.write_text("")

    assert quizzes(toy, file / "inside") == quizzes(toy)


# -- withheld keys ---------------------------------------------------------------------

PUBLIC = """\
title: An exam
keys: withheld
feedback: exam
items:
  - id: e1
    type: single
    stem: What is twice 3?
    concepts: [doubling]
    difficulty: 1
    options: [{text: "6"}, {text: "9"}]
  - id: e2
    type: match
    stem: Match.
    concepts: [doubling]
    difficulty: 1
    pairs: [{left: one}, {left: two}]
    rights: [six, four, two]
  - {id: e3, type: numeric, stem: Twice 2?, concepts: [doubling], difficulty: 1}
"""
SECRET = """\
items:
  e1: {explanation: 3 + 3., options: [{correct: true, why: Yes.}, {why: Squared.}]}
  e2: {explanation: Add., pairs: [{right: two}, {right: four}]}
  e3: {explanation: 2 + 2., answer: 4, tolerance: {abs: 0}}
"""


@pytest.fixture
def exam(toy_copy):
    (toy_copy / "quizzes" / "exam.yaml").write_text(PUBLIC)
    folder = toy_copy / "reference" / "quizzes"
    folder.mkdir(parents=True)
    (folder / "exam.yaml").write_text(SECRET)
    return toy_copy


def test_withheld_keys_are_put_back_where_they_are_at_hand(exam):
    read = quiz(Course(exam), "exam")

    assert read.has_keys
    single, match, numeric = read.items
    assert [o.correct for o in single.options] == [True, False]
    assert [(p.left, p.right) for p in match.pairs] == [("one", "two"), ("two", "four")]
    assert match.unused == ("six",)
    assert numeric.answer == 4
    assert lint(Course(exam), execute=False) == []


def test_without_them_the_quiz_can_still_be_asked(exam):
    shutil.rmtree(exam / "reference")

    read = quiz(Course(exam), "exam")

    assert not read.has_keys
    assert lint(Course(exam), execute=False) == []
    assert not any(o.correct for o in read.items[0].options)


def test_a_cache_made_with_keys_is_not_used_without_them(exam, tmp_path):
    cache = tmp_path / "cache"
    assert quiz(Course(exam), "exam", cache).has_keys
    shutil.rmtree(exam / "reference")

    assert not quiz(Course(exam), "exam", cache).has_keys
