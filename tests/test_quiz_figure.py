"""Figures of plot items: drawn from data, the same on every run, described in words."""

from __future__ import annotations

import math
import subprocess
import sys
import xml.etree.ElementTree as ET

import msgspec
import pytest
import yaml

from grader.quiz.figure import heights, points, svg
from grader.quiz.model import Curve, Figure
from grader.quiz.reader import quiz

SVG = "{http://www.w3.org/2000/svg}"


def made(text: str) -> Figure:
    return msgspec.convert(yaml.safe_load(text), Figure)


FIGURE = """
x: {from: -2, to: 2, points: 41}
curves: [{y: "maximum(x, 0)", label: "a < b"}, {y: 1/x, label: "cost $5 & $6"}]
title: "<Rate> & $x$"
xlabel: z
ylabel: '"a"'
alt: A line that is 0 left of 0 & rises right of it.
"""


@pytest.fixture(scope="module")
def drawn() -> str:
    return svg(made(FIGURE), "p1")


def test_a_figure_is_the_same_on_every_run_and_in_every_process(drawn):
    program = (
        "import sys, msgspec; from grader.quiz.figure import svg\n"
        "from grader.quiz.model import Figure\n"
        "figure = msgspec.json.decode(sys.stdin.buffer.read(), type=Figure)\n"
        "sys.stdout.buffer.write(svg(figure, 'p1').encode())"
    )
    there = subprocess.run(
        [sys.executable, "-c", program],
        input=msgspec.json.encode(made(FIGURE)),
        capture_output=True,
        check=True,
        env={
            "PATH": "",
            "MPLBACKEND": "TkAgg",
            "HOME": "/nonexistent",
            "MPLCONFIGDIR": "/tmp",
        },
    )

    assert there.stdout.decode() == drawn == svg(made(FIGURE), "p1")


def test_the_picture_is_well_formed_and_says_what_it_shows(drawn):
    root = ET.fromstring(drawn)

    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == "<Rate> & $x$"
    assert desc.text == "A line that is 0 left of 0 & rises right of it."


def test_text_stays_text_and_dollars_stay_dollars(drawn):
    texts = ["".join(t.itertext()) for t in ET.fromstring(drawn).iter(f"{SVG}text")]

    for text in ("<Rate> & $x$", "a < b", "cost $5 & $6", "z", '"a"'):
        assert text in texts


def test_nothing_in_it_is_fetched_or_dated(drawn):
    assert "<?xml" not in drawn
    assert "<!DOCTYPE" not in drawn
    assert "matplotlib.org" not in drawn
    assert "<dc:date>" not in drawn
    assert "<script" not in drawn


def test_ids_of_two_figures_on_a_page_do_not_meet(drawn):
    def ids(text: str) -> set[str]:
        return {e.get("id") for e in ET.fromstring(text).iter()} - {None}

    assert not ids(drawn) & ids(svg(made(FIGURE), "p2"))


def test_a_learners_own_settings_change_nothing(drawn):
    import matplotlib as mpl

    with mpl.rc_context(
        {"axes.facecolor": "red", "font.size": 30.0, "lines.linewidth": 9.0}
    ):
        assert svg(made(FIGURE), "p1") == drawn


def test_curves_differ_by_more_than_colour(drawn):
    assert "stroke-dasharray: 7.4,3.2" in drawn


def test_a_curve_has_a_gap_where_it_has_no_value():
    figure = made(FIGURE)
    places = points(figure)

    assert places[0] == -2
    assert places[-1] == 2
    assert len(places) == 41
    ys = heights(Curve("1/x"), places)
    assert [x for x, y in zip(places, ys, strict=True) if math.isnan(y)] == [0]
    assert heights(Curve("maximum(x, 0)"), [-1.0, 0.0, 2.5]) == [0, 0, 2.5]
    assert heights(Curve(3), [0.0, 1.0]) == [3, 3]


def test_the_toy_figure_is_drawn(toy):
    item = quiz(toy, "basics").item("t_plot")

    assert "A straight line through the origin" in svg(item.figure, item.id)


def test_only_drawing_loads_matplotlib(toy):
    program = (
        "import sys; from pathlib import Path; from grader.course import Course\n"
        "from grader.quiz.reader import quizzes; from grader.quiz.pose import pose_all\n"
        "from grader.quiz.mark import mark; import grader.quiz.figure\n"
        "for q in quizzes(Course(Path(sys.argv[1]))):\n"
        "    for item, posed in zip(q.items, pose_all(q, 0)): mark(item, posed, '')\n"
        "print(sorted({'matplotlib', 'numpy', 'pytest'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(toy.root)], capture_output=True, text=True
    )

    assert (done.stdout, done.stderr) == ("[]\n", "")
