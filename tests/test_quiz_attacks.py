"""Quizzes by somebody who means harm: a sentence in good time, and nothing told."""

from __future__ import annotations

from pathlib import Path
from xml.dom import minidom

import pytest

from grader.course import Course
from grader.quiz.figure import svg
from grader.quiz.lint import lint
from grader.quiz.model import Plot
from grader.quiz.source import Source

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
            (
                '    figure: {alt: "a\\u202e", x: {from: 0, to: 1}, curves: [{y: x}]}\n'
                "    options: [{text: one, correct: true}, {text: two, why: w}]\n"
            ),
        ),
    ],
)
def test_characters_that_cannot_be_seen_are_found_wherever_they_stand(
    kind, more, toy_copy
):
    (toy_copy / "quizzes" / "evil.yaml").write_text(item(kind, more))

    found = lint(Course(toy_copy), execute=False)

    assert ["invisible character" in f.what for f in found] == [True]
