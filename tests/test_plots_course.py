"""An exercise that draws, beside exercises that do not: checked, proved, graded, shown."""

from __future__ import annotations

import json
import sqlite3
import textwrap
from pathlib import Path

import pytest
import yaml

from grader.course import Course
from grader.lint import lint
from grader.pictures import NoPicture, fit
from grader.proof import portrait_problems

SOLUTION = """\
import matplotlib.pyplot as plt
import numpy as np


def draw_line(slope, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    x = np.linspace(-1.0, 1.0, 21)
    ax.plot(x, slope * x, label="the <line>")
    ax.set_title("My line")
    ax.legend()
    return ax
"""
FILES = {
    "exercises/exercise.yaml": """\
        title: A line
        unit: basics
        position: 4
        difficulty: 1
        points: 4
        concepts: [doubling]
        profile: plots
        functions:
          draw_line: {args: {slope: number, ax: any}, returns: axes}
        hints:
          draw_line: [a, b, c]
        misconceptions:
          slope_squared: The slope is squared.
          ignores_ax: A new figure is opened although an Axes was given.
        """,
    "exercises/README.md": "# A line\n\n## Out of scope\n\nEverything else.\n",
    "exercises/line.py": """\
        def draw_line(slope, ax=None):
            raise NotImplementedError("write draw_line")
        """,
    "exercises/test_public.py": '''\
        from grader.checks import holds, known_by, points
        from grader.drawing import blank_axes


        @points(2)
        def test_worked_case(submission):
            """A line of slope 3 is on the Axes, named in the legend"""
            drawn = submission.draw_line(3.0)
            known_by(submission, *(round(line.y.max(), 6) for line in drawn.lines))
            holds(drawn.curve(lambda x: 3 * x) is not None, "no line has slope 3")
            holds(drawn.legend is not None, "there is no legend")
        ''',
    "reference/test_hidden.py": '''\
        from grader.checks import holds, known_by, needs, points
        from grader.drawing import blank_axes, figures, look


        @points(2)
        @needs("worked_case")
        def test_draws_on_the_axes_given(submission, rng):
            """What is given as ax is drawn on, and no figure is opened"""
            ax = blank_axes(submission)
            drawn = submission.draw_line(rng.uniform(2, 3), ax)
            known_by(submission, figures(submission).opened, len(look(ax).lines))
            holds(drawn.is_on(ax), "another Axes came back")
            holds(figures(submission).opened == 0, "a figure was opened")
        ''',
    "reference/solution.py": SOLUTION,
    "reference/right/pyplot.py": """\
        import matplotlib.pyplot as plt


        def draw_line(slope, ax=None):
            plt.sca(ax or plt.figure().gca())
            plt.plot([-1, 0, 1], [-slope, 0, slope], "r--", label="line")
            plt.legend(loc="upper left")
            plt.tight_layout()
            return plt.gca()
        """,
    "reference/right/noisy.py": SOLUTION.replace(
        "    return ax", "    ax.axhline(0)\n    plt.show()\n    return ax"
    ),
    "reference/wrong/slope_squared.py": SOLUTION.replace("slope * x", "slope**2 * x"),
    "reference/wrong/ignores_ax.py": SOLUTION.replace(
        "    if ax is None:\n        _, ax", "    _, ax"
    ),
}
PORTRAIT = {
    "id": "own_line", "exercise": "ex04", "title": "Your line", "caption": "It rises.",
    "kind": "figure", "program": "def portrait():\n    return draw_line(2)\n",
}  # fmt: skip


def add_line(root: Path) -> Path:
    """Add the exercise to a copy of the toy course; give the file that learners edit."""
    for name, text in FILES.items():
        top, rest = name.split("/", 1)
        file = root / top / "ex04_line" / rest
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), "utf-8")
    file = root / "exercises" / "portraits.yaml"
    data = yaml.safe_load(file.read_text())
    data["portraits"].append(PORTRAIT)
    file.write_text(yaml.safe_dump(data))
    return root / "exercises" / "ex04_line" / "line.py"


@pytest.fixture
def line(toy_copy: Path) -> Path:
    return add_line(toy_copy)


def kept(root: Path) -> tuple[str, str]:
    db = sqlite3.connect(root / ".learn" / "progress.db")
    try:
        return db.execute("SELECT problem, data FROM portrait").fetchone()
    finally:
        db.close()


# -- judging -----------------------------------------------------------------------


def test_a_pass_keeps_the_picture_and_the_report_shows_it(line, here):
    line.write_text(SOLUTION)

    assert here("check", "ex04").code == 0
    problem, data = kept(here.folder)
    assert problem == ""
    picture = json.loads(data)
    assert picture["title"] == "My line"
    assert picture["lines"][0]["label"] == "the <line>"
    assert picture["lines"][0]["y"][:2] == [-2.0, -1.8]
    assert here("report", "--out", "mine.html").code == 0
    page = Path("mine.html").read_text()
    assert "Your line" in page
    assert "My line" in page
    assert "the &lt;line&gt;" in page


def test_a_mistake_in_a_picture_is_named(line, here):
    line.write_text(
        (here.folder / "reference/ex04_line/wrong/ignores_ax.py").read_text()
    )

    ran = here("check", "ex04", "--json")

    assert ran.code == 1
    assert [m["id"] for m in json.loads(ran.out)["misconceptions"]] == ["ignores_ax"]


def test_what_is_no_axes_is_said_in_words(line, here):
    line.write_text(SOLUTION.replace("return ax", "return ax.figure"))

    ran = here("check", "ex04")

    assert ran.code == 1
    assert "expected the Axes that was drawn on, got a Figure" in " ".join(
        ran.out.split()
    )


def test_exercises_of_both_profiles_are_checked_in_one_run(line, here):
    line.write_text(SOLUTION)

    ran = here("check", "--all", "--json")

    found = [json.loads(row) for row in ran.out.splitlines()]
    assert [f["exercise"] for f in found] == ["ex01", "ex02", "ex03", "ex04"]
    assert [f["status"] for f in found] == [*["failed"] * 3, "passed"]


def test_a_class_is_graded_in_both_profiles(line, learn, tmp_path):
    for student, source in (
        ("ada", SOLUTION),
        ("bob", "def draw_line(*_):\n    return 3\n"),
    ):
        folder = tmp_path / "class" / student
        folder.mkdir(parents=True)
        (folder / "line.py").write_text(source)
        (folder / "double.py").write_text("def double(x):\n    return 2 * x\n")

    ran = learn("grade", tmp_path / "class", "--out", tmp_path / "out", "--jobs", "2")

    assert ran.code == 0, ran.err
    rows = [
        json.loads(r) for r in (tmp_path / "out/results.jsonl").read_text().splitlines()
    ]
    status = {(r["student"], r["exercise"]): r["status"] for r in rows}
    assert status["ada", "ex04"] == "passed"
    assert status["bob", "ex04"] == "failed"
    assert {r["protection"]["level"] for r in rows} <= {"full", "strong"}


# -- the course ----------------------------------------------------------------------


def test_a_course_of_both_profiles_proves_itself(line, learn):
    assert learn("dev", "diagnose").code == 0

    ran = learn("dev", "prove", "--jobs", "1", "--seed", "0", "ex03", "ex04")

    assert ran.code == 0, ran.out


def test_its_picture_is_drawn_from_every_right_submission(line, toy_copy, sandbox):
    course = Course(toy_copy)

    assert portrait_problems(course, sandbox) == []
    assert not [p for p in lint(course, sandbox) if "own_line" in p]


def test_a_program_that_gives_no_axes_is_a_problem(line, toy_copy, sandbox):
    file = toy_copy / "exercises" / "portraits.yaml"
    text = file.read_text()
    file.write_text(text.replace("return draw_line(2)", "return {}"))

    problems = portrait_problems(Course(toy_copy), sandbox)

    assert len(problems) == 3
    assert "expected the Axes that was drawn on, got a dict" in problems[0]


# -- what a figure may be made of ------------------------------------------------------


def figure(**more: object) -> dict[str, object]:
    line = {"label": "f\n", "x": [0.0, 1.0], "y": [1.0, None]}
    return {"title": "t\x1b" * 60, "labels": ["x", "y"], "limits": [[1.0, 0.0], [0.0, 2.0]],
            "log": [], "lines": [line], "points": [[0.5, 1.0, 1]]} | more  # fmt: skip


SPACE = {
    "view": [30.0, -60.0], "labels": ["x", "y", "z"], "limits": [[0.0, 1.0]] * 3,
    "lines": [{"label": "", "x": [0.0], "y": [0.0], "z": [1.0]}], "points": [],
}  # fmt: skip


def test_a_figure_comes_back_with_plain_texts_and_rising_axes():
    made = fit("figure", figure())

    assert made["title"] == ("t " * 40).strip()
    assert made["lines"][0]["label"] == "f"
    assert made["limits"] == [[0.0, 1.0], [0.0, 2.0]]
    assert fit("figure", made) == made
    assert fit("figure", figure(**SPACE))["view"] == [30.0, -60.0]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": 3}, "a text is a number"),
        ({"labels": ["x"]}, "labels has 1 numbers where 2 are needed"),
        ({"limits": [[0.0, 0.0], [0.0, 1.0]]}, "does not rise"),
        ({"limits": [[0.0, 1.0]] * 3}, "limits has 3 numbers where 2 are needed"),
        ({"lines": [{"label": "", "x": [0.0], "y": [0.0, 1.0]}]}, "2 numbers where 1"),
        (
            {"lines": [figure()["lines"][0]] * 13},
            "lines has 13 entries; at most 12 fit",
        ),
        ({"log": ["y"]}, "a logarithmic axis begins at 0 or below"),
        ({"field": {"x": [0, 1], "y": [0, 1], "value": [[1, 2]]}}, "1 rows for 2"),
        ({"field": [1]}, "field must be a dict"),
        ({"view": [1.0, 2.0]}, "limits has 2 numbers where 3 are needed"),
        ({**SPACE, "view": [1.0]}, "view has 1 numbers where 2 are needed"),
        ({"lines": [], "points": []}, "there is no number in it"),
        ({"pixels": b""}, "must be a dict of"),
    ],
)
def test_what_is_no_figure_is_refused(more, said):
    with pytest.raises(NoPicture, match=said):
        fit("figure", figure(**more))
