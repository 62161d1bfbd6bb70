"""Quizzes by somebody who means harm: a sentence in good time, and nothing told."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from xml.dom import minidom

import msgspec
import pytest

from grader.course import Course
from grader.errors import LearnError
from grader.quiz.answers import read_answers
from grader.quiz.figure import svg
from grader.quiz.interchange.importing import read
from grader.quiz.lint import lint
from grader.quiz.mark import mark
from grader.quiz.model import Plot, QuizVerdict
from grader.quiz.pose import pose
from grader.quiz.reader import quiz
from grader.quiz.source import Source
from grader.sitting import Given, answer_of, restored
from grader.store.quizzes import Sitting
from tests.conftest import environment

HEAD = "title: t\nitems:\n"
WITHIN_S = 8.0


def item(kind: str, more: str, stem: str = "q") -> str:
    return (
        f"{HEAD}  - id: a\n    type: {kind}\n    stem: {stem}\n"
        f"    concepts: [doubling]\n    difficulty: 1\n    explanation: e\n{more}"
    )


def listed(name: str, count: int, entry: str, brackets: str = "[]") -> str:
    entries = ", ".join(entry.format(i, i + 1) for i in range(count))
    return f"    {name}: {brackets[0]}{entries}{brackets[1]}\n"


def param(stem: str = "'{{x}}'", more: str = "") -> str:
    params = "    params: {x: {int: [1, 2000]}}\n    answer: x\n"
    return item("param", f"{params}    tolerance: {{abs: 0.1}}\n{more}", stem)


# -- files that cost more than they say -------------------------------------------------

COSTLY = {
    "a number to the base 60": (
        item("numeric", f"    answer: 1{':0' * 500_000}\n    tolerance: {{abs: 1}}\n"),
        "9:13: a number of more than 100 characters",
    ),
    "a number of many hexadecimal digits": (
        item("numeric", f"    answer: 0x{'f' * 9000}\n    tolerance: {{abs: 1}}\n"),
        "9:13: a number of more than 100 characters",
    ),
    "points of many digits": (
        item("numeric", f"    points: 0x{'f' * 400}\n    answer: 1\n"),
        "9:13: a number of more than 100 characters",
    ),
    "a chain of steps": (
        item(
            "order",
            listed("steps", 3000, "s{}: t", "{}")
            + listed("depends", 2999, "s{1}: [s{0}]", "{}"),
        ),
        "expected 2 to 20 steps, not 3000",
    ),
    "slips without end": (
        param(more=listed("near", 20_000, "{{value: x + {1}, why: w}}")),
        "expected at most 50 slips, not 20000",
    ),
    "placeholders without end": (
        param(stem="'" + "{{x}}" * 1000 + "'"),
        "expected at most 200 placeholders, not 1000",
    ),
    "parameters without end": (
        item(
            "param",
            listed("params", 20_000, "x{}: {{int: [1, 2]}}", "{}")
            + "    answer: x1\n    tolerance: {abs: 0.1}\n",
        ),
        "expected at most 50 parameters, not 20000",
    ),
    "a question as long as a book": (
        item(
            "numeric", "    answer: 1\n    tolerance: {abs: 1}\n", f"'{'[' * 500_000}'"
        ),
        "a text of more than 20000 characters",
    ),
    "an option as long as a book": (
        item("single", f"    options: [{{text: {'x' * 30_000}}}, {{text: b}}]\n"),
        "a text of more than 20000 characters",
    ),
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_file_that_would_cost_hours_is_refused(name, toy_copy, comes_to_an_end):
    text, said = COSTLY[name]
    (toy_copy / "quizzes" / "evil.yaml").write_text(text)

    with comes_to_an_end(WITHIN_S):
        found = lint(Course(toy_copy), execute=False)

    assert said in "\n".join(
        f"{f.line}:{f.column}: {f.what}" for f in found if f.file.stem == "evil"
    )


# -- values and texts that a library refuses --------------------------------------------


@pytest.mark.parametrize("style", [".3", ".2d", ",.1"])
def test_a_format_that_python_refuses_for_some_numbers_is_refused(style, toy_copy):
    (toy_copy / "quizzes" / "evil.yaml").write_text(param(stem=f"'{{{{x:{style}}}}}'"))

    found = lint(Course(toy_copy), execute=False)

    assert [f.what for f in found] == [f"{style!r} is no format of a number"]


def figure(tmp_path: Path, values: str) -> Plot:
    (tmp_path / "q.yaml").write_text(
        item(
            "plot",
            f"    figure: {{{values}}}\n"
            "    options: [{text: one, correct: true}, {text: two, why: w}]\n",
        )
    )
    source = Source(tmp_path / "q.yaml")
    assert source.quiz is not None, source.findings
    (found,) = source.quiz.items
    assert isinstance(found, Plot)
    return found


@pytest.mark.parametrize(
    "values",
    [
        "alt: a, x: {from: 0, to: 1}, curves: [{y: 1.7e308 * x}, {y: -1.7e308 * x}]",
        "alt: a, x: {from: 0, to: 1}, curves: [{y: 1.7e308}]",
        "alt: a, x: {from: 0, to: 5.0e-324}, curves: [{y: x}]",
        "alt: a, x: {from: 0, to: 1}, curves: [{y: x, label: _hidden}]",
        r'alt: "\e\0\uFFFE]]>", x: {from: 0, to: 1}, title: "\0\e", curves: [{y: x}]',
        r"alt: a, x: {from: 0, to: 1}, title: '$\frac{$', curves: [{y: x}]",
    ],
)
def test_a_hostile_figure_is_drawn_as_a_picture_that_can_be_read(values, tmp_path):
    found = figure(tmp_path, values)

    drawn = minidom.parseString(svg(found.figure, found.id))

    assert drawn.documentElement.tagName == "svg"


def test_a_figure_does_not_reach_beyond_all_numbers(tmp_path):
    ends = "alt: a, x: {from: -1.0e+308, to: 1.0e+308}, curves: [{y: x}]"

    with pytest.raises(AssertionError, match="x must run from a number to a larger"):
        figure(tmp_path, ends)


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (
            "numeric",
            '    answer: 1\n    tolerance: {abs: 1}\n    unit_label: "\\u202E"\n',
        ),
        (
            "match",
            '    pairs: [{left: "a\\e[31m", right: x}, {left: b, right: y}]\n',
        ),
        (
            "plot",
            """\
    figure: {alt: "a\\u202e", x: {from: 0, to: 1}, curves: [{y: x}]}
    options: [{text: one, correct: true}, {text: two, why: w}]
""",
        ),
    ],
)
def test_characters_that_cannot_be_seen_are_found_wherever_they_stand(
    kind, more, toy_copy
):
    (toy_copy / "quizzes" / "evil.yaml").write_text(item(kind, more))

    found = lint(Course(toy_copy), execute=False)

    assert ["invisible character" in f.what for f in found] == [True]


# -- answers and what is kept of them ---------------------------------------------------


@pytest.mark.parametrize("line", ["- x\n", "k{}: 1\n"])
def test_a_long_file_of_answers_is_read_in_seconds(
    line, toy, tmp_path, comes_to_an_end
):
    file = tmp_path / "answers.yaml"
    file.write_text("".join(line.format(i) for i in range(90_000)))

    with comes_to_an_end("answers", 15), pytest.raises(LearnError) as refused:
        read_answers(file, quiz(toy, "basics"))

    assert len(str(refused.value).splitlines()) < 20


def test_a_key_that_is_a_list_is_spoken_of_in_words(toy, tmp_path):
    file = tmp_path / "answers.yaml"
    file.write_text("? [a, b]\n: 1\n")

    with pytest.raises(LearnError, match="a list or keys with values is no item"):
        read_answers(file, quiz(toy, "basics"))


def strict(text: str) -> object:
    """Read JSON as others do, who know no NaN and no infinity."""

    def refused(name: str) -> object:
        raise AssertionError(f"{name} is no JSON")

    return json.loads(text, parse_constant=refused)


def test_a_number_beyond_all_bounds_leaves_json_json(toy_copy, learn):
    answers = '{"t_numeric": 1e999, "t_short": -1e999, "t_param": NaN}'
    (toy_copy / "answers.json").write_text(answers)

    told = learn("quiz", "basics", "--answers", "answers.json", "--json")

    result = strict(told.out)
    given = {i["id"]: i["given"] for i in result["items"]}
    assert (given["t_numeric"], given["t_short"]) == ("1e999", "-1e999")


GARBAGE = [
    "UPDATE quiz_answer SET given = '{'",
    "UPDATE quiz_answer SET given = 'NaN'",
    f"UPDATE quiz_answer SET given = '{'[' * 100_000}'",
    "UPDATE quiz_answer SET verdict = 'banana', points = 9e999, max_points = -1",
    "UPDATE quiz_answer SET at = 'yesterday'",
    "UPDATE quiz_answer SET at = '9999-12-31T23:59:59+00:00'; DELETE FROM review_card",
    "UPDATE quiz_answer SET item = char(27) || '[31m', quiz = '../x'",
    "UPDATE quiz_sitting SET seed = -1, pass_mark = 9e999, feedback = 'x', at = ''",
    "UPDATE review_card SET due = 'x'",
    "UPDATE review_card SET due = ''",
    "UPDATE review_card SET card = '{}'; DELETE FROM quiz_end",
    f"UPDATE review_card SET due = '', card = '{'[' * 100_000}'",
    "UPDATE review_card SET due = '', answer = 99999",
]


@pytest.mark.parametrize("garbage", GARBAGE, ids=range(len(GARBAGE)))
def test_rows_that_somebody_wrote_by_hand_are_no_fault_of_learn(
    garbage, toy_copy, learn
):
    (toy_copy / "answers.yaml").write_text("t_single: '6'\nt_numeric: 1/4\n")
    learn("quiz", "basics", "--answers", "answers.yaml")
    with contextlib.closing(sqlite3.connect(toy_copy / ".learn/progress.db")) as db:
        db.executescript(garbage)

    for command in ("", "quiz", "quiz basics", "quiz basics --retry", "review"):
        told = learn(*command.split())

        assert told.code != 3, (command, told.out, told.err)
        assert "\x1b" not in told.out + told.err
    strict(learn("review", "--json").out)
    assert not list((toy_copy / ".learn").glob("*damaged*"))


# -- what must not be told --------------------------------------------------------------


@pytest.fixture
def examined(toy_copy: Path) -> Path:
    file = toy_copy / "quizzes" / "basics.yaml"
    file.write_text("feedback: exam\n" + file.read_text("utf-8"), "utf-8")
    return toy_copy


def test_an_exam_does_not_tell_that_a_word_is_nearly_right(examined, learn):
    (examined / "answers.yaml").write_text("t_short: the doubel\n")

    told = learn("quiz", "basics", "--answers", "answers.yaml", "--json")
    on_paper = learn("quiz", "basics", "--answers", "answers.yaml")
    asked = subprocess.run(
        [sys.executable, "-m", "grader", "quiz", "basics"],
        cwd=examined, env=environment(), capture_output=True, timeout=60,
        input=b"s\ns\ns\ns\nthe doubel\n", check=False,
    )  # fmt: skip

    (short,) = (i for i in told.objects[0]["items"] if i["id"] == "t_short")
    assert (short["verdict"], short["feedback"]) == ("wrong", "")
    for text in (told.out, on_paper.out, asked.stdout.decode()):
        assert "Nearly" not in text
    assert "Question 6 of 10" in asked.stdout.decode()


def test_an_exam_that_is_taken_up_again_does_not_tell_it_either(toy):
    exam = msgspec.structs.replace(quiz(toy, "basics"), feedback="exam")
    posed = pose(exam.item("t_short"), 1)
    wrong = mark(exam.item("t_short"), posed, "the doubel", strict=True)
    kept = answer_of(exam, posed, exam.item("t_short"), Given("the doubel", wrong), 1)
    begun = Sitting(1, "", "basics", exam.sha256, 1, "exam", 0.8, ended=False)

    taking = restored(exam, begun, [kept])

    assert taking.given["t_short"].marked.verdict is QuizVerdict.WRONG


def test_withheld_keys_are_not_kept_where_learners_may_come_upon_them(toy_copy, learn):
    (toy_copy / "quizzes" / "secret.yaml").write_text(
        "title: Secret\nkeys: withheld\nitems:\n  - {id: w1, type: short, stem: Who?, "
        "concepts: [doubling], difficulty: 1}\n"
    )
    (toy_copy / "reference" / "quizzes").mkdir(parents=True)
    (toy_copy / "reference" / "quizzes" / "secret.yaml").write_text(
        "items: {w1: {answers: [Rumpelstiltskin], explanation: In the tale.}}\n"
    )
    (toy_copy / "answers.yaml").write_text("w1: zz\n")

    assert learn("quiz", "secret", "--answers", "answers.yaml").code == 1
    learn("quiz")
    learn("review")

    every = [f for f in (toy_copy / ".learn").rglob("*") if f.is_file()]
    assert every
    assert not [f for f in every if b"Rumpelstiltskin" in f.read_bytes()]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("q{T}\n\n" * 100_000, "gift"),
        ("1. q\na) x\n*b) y\n" * 60_000, "text2qti"),
        (f"[html]{'<a' * 300_000}{{T}}\n\nq{{T}}\n", "gift"),
    ],
)
def test_a_file_to_import_is_read_in_seconds(text, form, tmp_path, comes_to_an_end):
    file = tmp_path / "file.txt"
    file.write_text(text)

    with comes_to_an_end("import", 25):
        made = read(file, form, id="made", concepts=["doubling"])

    assert 1 <= len(made.items) <= 1000
    assert len(made.remarks) == 1


def test_a_withheld_key_is_not_told_by_its_place_in_the_file(toy_copy):
    (toy_copy / "reference" / "quizzes").mkdir(parents=True)
    one = "stem: Which?, concepts: [doubling], difficulty: 1"
    options = "options: [{text: one}, {text: two}, {text: three}]"
    places = [(0, 0, 0), (0, 1, 0)]
    for name, rights in zip(("told", "mixed"), places, strict=True):
        ids = [f"{name}{i}" for i in range(len(rights))]
        (toy_copy / "quizzes" / f"{name}.yaml").write_text(
            "title: t\nkeys: withheld\nitems:\n"
            + "".join(
                f"  - {{id: {id}, type: single, {one}, {options}}}\n" for id in ids
            )
        )
        (toy_copy / "reference" / "quizzes" / f"{name}.yaml").write_text(
            "items:\n"
            + "".join(
                f"  {id}: {{explanation: e, options: ["
                + ", ".join(
                    "{correct: true}" if place == right else "{why: No.}"
                    for place in range(3)
                )
                + "]}\n"
                for id, right in zip(ids, rights, strict=True)
            )
        )

    found = lint(Course(toy_copy), execute=False)

    assert [(f.file.stem, f.line, f.what) for f in found] == [
        ("told", 4, "the right option is number 1 in all 3 questions")
    ]
