"""What goes back: feedback files, quizzes.csv and the class report, by real commands."""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile

import pytest

from grader.classroom.model import safe_name
from grader.course import Course
from grader.quiz.pose import pose
from grader.quiz.reader import quiz as read_quiz
from grader.quiz.sheet import asked
from tests.classroom import classes

AT = "2026-03-01T10:00:00+00:00"


def sheet(course, *answers):
    basics = read_quiz(course, "basics")
    lines = [
        {
            "item": id,
            "seed": 3,
            "shuffle": basics.shuffle,
            "asked": asked(pose(basics.item(id), 3, shuffle=basics.shuffle)),
            "given": given,
        }
        for id, given in answers
    ]
    sitting = {"quiz": "basics", "at": AT, "ended": True, "answers": lines}
    return json.dumps({"schema": "learn.quiz-answers/1", "sittings": [sitting]})


@pytest.fixture
def course(toy_copy):
    return Course(toy_copy)


@pytest.fixture
def handed_in(course, tmp_path):
    """Ada is right, Bob squares and has taken the quiz, Cyd hands in notes too."""
    exercise = course.exercise("ex01")
    right = exercise.solution.read_bytes()
    squared = (exercise.reference / "wrong/squared.py").read_bytes()
    folder = tmp_path / "in"
    work = {"ada": {"ex01": right}, "bob": {"ex01": squared}, "cyd": {"ex01": right}}
    classes.by_exercise(folder, course, work)
    (folder / "bob/quiz-answers.json").write_text(
        sheet(course, ("t_single", "9"), ("t_single", "6"), ("t_fill", "x ** 2"))
    )
    (folder / "cyd/notes.py").write_bytes(b"x = 1\n")
    return folder


@pytest.fixture
def graded(here, handed_in, tmp_path):
    out = tmp_path / "grades"
    ran = here("grade", handed_in, "--out", out, "--jobs", "1")
    assert ran.code == 0, ran.err
    return out


def table(file):
    return list(csv.reader(file.read_text("utf-8").splitlines()))


def page(out, student, ending="txt"):
    return (out / "feedback" / f"{safe_name(student)}.{ending}").read_text("utf-8")


def test_everybody_gets_a_page_and_a_text(graded):
    names = sorted(file.name for file in (graded / "feedback").iterdir())
    assert names == sorted(
        f"{safe_name(who)}.{ending}"
        for who in ("ada", "bob", "cyd")
        for ending in ("html", "txt")
    )
    assert "8 of 8 points, 100.0 %" in page(graded, "ada")
    bob = page(graded, "bob")
    assert "perhaps" in bob
    assert "basics  Basics of the toy course: 0 of 11" in bob
    assert "<script" not in page(graded, "bob", "html")


def test_feedback_tells_nothing_of_a_hidden_check_but_claim_and_diagnosis(
    here, course, handed_in, tmp_path
):
    # What a hidden check calls with, and what it expects, by its very numbers.
    hidden = course.exercise("ex01").hidden_checks
    telltale = "1234.5678"
    hidden.write_text(
        hidden.read_text() + "\n\n@points(0)\n"
        "def test_telltale(submission):\n"
        '    """Telltale numbers are doubled"""\n'
        f"    close(submission.double(np.array([{telltale}])), np.array([2469.1356]))\n"
    )
    out = tmp_path / "told"
    assert here("grade", handed_in, "--out", out, "--jobs", "1").code == 0
    bob = page(out, "bob") + page(out, "bob", "html")
    assert "Telltale numbers are doubled" in bob
    for secret in (telltale, "2469.1356", "1524157"):
        assert secret not in bob


def test_quizzes_have_their_own_table(graded):
    rows = table(graded / "quizzes.csv")
    assert rows[1:] == [["bob", "bob", "basics", "1", "0", "1", "11", "no"]]


def test_a_second_run_writes_no_file_anew(here, handed_in, graded):
    before = {f: f.stat().st_mtime_ns for f in (graded / "feedback").iterdir()}
    assert here("grade", handed_in, "--out", graded).code == 0
    assert {f: f.stat().st_mtime_ns for f in (graded / "feedback").iterdir()} == before


def test_a_decision_reaches_the_feedback(here, graded):
    reason = "counted by hand <b>&"
    ran = here("override", "bob", "ex01", "--points", "7", "--reason", reason,
                "--dir", graded)  # fmt: skip
    assert ran.code == 0, ran.err
    assert f"Decided by a person: {reason}" in page(graded, "bob")
    assert "counted by hand &lt;b&gt;&amp;" in page(graded, "bob", "html")


def test_without_names_nothing_tells_a_name(here, handed_in, graded, tmp_path):
    policy = tmp_path / "policy.yaml"
    policy.write_text("anonymous: true\n")
    ran = here("grade", handed_in, "--out", graded, "--policy", policy)
    assert ran.code == 0, ran.err
    assert here("class-report", graded).code == 0
    names = [file.name for file in (graded / "feedback").iterdir()]
    assert len(names) == 6
    # "ada" may stand in the digits of an alias or a hash by chance.
    alias = re.compile(r"student-[0-9a-f]{12}(-[0-9a-f]{8})?|[0-9a-f]{64}")
    for name in ("ada", "bob", "cyd"):
        assert not [file for file in names if name in alias.sub("", file)]
        for file in (*(graded / "feedback").iterdir(), graded / "class-report.html",
                     graded / "grades.csv", graded / "quizzes.csv",
                     graded / "results.jsonl"):  # fmt: skip
            assert name not in alias.sub("", file.read_text("utf-8")), file


def test_what_else_stands_in_the_folder_is_left(here, handed_in, graded):
    mine = graded / "feedback/mine.html"
    mine.write_text("<p>by hand")
    shutil.rmtree(handed_in / "cyd")
    assert here("grade", handed_in, "--out", graded).code == 0
    assert mine.read_text() == "<p>by hand"


def test_a_zip_of_learn_submit_brings_answers_along(here, course, tmp_path):
    (course.root / "mine.yaml").write_text("t_single: 6\n")
    here("quiz", "basics", "--answers", "mine.yaml")
    exercise = course.exercise("ex01")
    exercise.stub.write_bytes(exercise.solution.read_bytes())
    folder = tmp_path / "in"
    folder.mkdir()
    assert here("submit", "--out", folder / "eve.zip").code == 0
    with zipfile.ZipFile(folder / "eve.zip") as archive:
        assert "quiz-answers.json" in archive.namelist()
    out = tmp_path / "out"
    assert here("grade", folder, "--out", out).code == 0
    rows = table(out / "quizzes.csv")
    assert rows[1][:5] == ["eve", "eve", "basics", "1", "1"]


# -- the class report ------------------------------------------------------------------


def test_the_class_report_joins_code_and_quizzes(here, graded):
    ran = here("class-report", graded)
    assert ran.code == 0, ran.err
    text = (graded / "class-report.html").read_text("utf-8")
    assert "How the class is doing" in text
    found = json.loads(here("class-report", graded, "--json").out)
    (squared,) = [m for m in found["misconceptions"] if m["id"] == "squared"]
    assert (squared["students"], squared["code"], squared["quiz"]) == (1, 1, 1)
    assert [row["student"] for row in found["matrix"]] == ["bob", "ada", "cyd"]
    assert any("notes.py" in origin for origin, _ in found["unmapped"])
    assert "seed" not in found["runs"][0]


def test_the_same_gradebook_gives_the_same_report(here, learn, graded, tmp_path):
    one, two = tmp_path / "one.html", tmp_path / "two.html"
    assert here("class-report", graded, "--out", one).code == 0
    env = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}
    assert learn("class-report", graded, "--out", two, env=env).code == 0
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("place", ["file", "folder", "nothing"])
def test_without_a_gradebook_it_says_so(here, tmp_path, place):
    folder = tmp_path / "grades"
    if place == "file":
        folder.write_text("x")
    elif place == "folder":
        folder.mkdir()
    ran = here("class-report", folder)
    assert ran.code == 2
    assert "fix" in ran.err


def test_only_a_page_of_ours_is_replaced(here, graded, tmp_path):
    mine = tmp_path / "mine.html"
    mine.write_text("<p>by hand")
    ran = here("class-report", graded, "--out", mine)
    assert ran.code == 2
    assert "only a report is replaced" in ran.err
    assert mine.read_text() == "<p>by hand"
    assert here("class-report", graded).code == 0
    assert here("class-report", graded).code == 0
