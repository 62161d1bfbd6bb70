"""What a class report and each student's feedback say, from handmade judgements."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import jsonschema
import pytest

from grader.classroom.anonymous import Aliases
from grader.classroom.class_data import BINS, MAX_ROWS, About, ClassReport, QuizFacts
from grader.classroom.class_gather import gather
from grader.classroom.feedback import as_html, as_text, feedback
from grader.classroom.grade_rows import Result, Setting
from grader.classroom.gradebook_rows import Override
from grader.classroom.late import Dues
from grader.classroom.policy import grades
from grader.classroom.quizmarks import QuizScore
from grader.model import (
    UNLOADABLE,
    CheckResult,
    Judgement,
    Misconception,
    Observation,
    Policies,
    Protection,
    Status,
    Verdict,
)
from tests import class_pages

HOSTILE = "a\x1b[31m\u202e<script>\nb\ud800"


def check(id="c1", verdict=Verdict.PASSED, **more):
    points = 5.0 if verdict is Verdict.PASSED else 0.0
    given = {"claim": f"claim of {id}", "audience": "public", "max_points": 5.0}
    return CheckResult(id=id, verdict=verdict, points=points, **(given | more))


def judged(exercise, *checks, score, misconceptions=(), observations=(), ms=12.0):
    return Judgement(
        exercise=exercise, name="n", title="t", file="n.py", submission_sha256="s",
        exercise_sha256="e", seed=987654321, status=Status.FAILED, score=score,
        max_score=10.0, protection=Protection("full"), checks=checks,
        misconceptions=misconceptions, observations=observations, duration_ms=ms,
        version="1", hidden_checks=True,
    )  # fmt: skip


GOOD = judged("ex01", check(), check("c2"), score=10.0, ms=10.0)
BAD = judged(
    "ex01",
    check(),
    check(
        "c2", Verdict.FAILED, audience="hidden", message="the values are other ones",
        misconception="squared", candidates=("squared",), where="n.py:3", code="return",
    ),
    check("c3", Verdict.SKIPPED, max_points=0.0),
    score=5.0,
    misconceptions=(Misconception("squared", "It squares.", ("c2",)),),
    observations=(Observation("loop", 2, "a loop that never runs"),),
    ms=30.0,
)  # fmt: skip
SLOW = judged("ex01", check("c1", Verdict.TIMED_OUT, message="too long"), score=0.0)
DOWN = judged(
    "ex01",
    check("c1", Verdict.ERRORED, message="SyntaxError", where="n.py:1", code="def"),
    check("c2", Verdict.SKIPPED, message=UNLOADABLE),
    score=0.0,
)


class Judged:
    def __init__(self, judgement):
        self._judgement = judgement

    def judgement(self):
        return self._judgement


JUDGEMENTS = {n: Judged(j) for n, j in enumerate((GOOD, BAD, SLOW, DOWN), 1)}
SETTINGS = {"ex01": Setting(10.0, "basics", "Double"), "ex02": Setting(5.0, "basics")}


def result(student, number, score, **more):
    given = {
        "submission": number, "result": number, "run": 1, "status": "failed",
        "score": score, "max_score": 10.0, "name": student.title(),
    }  # fmt: skip
    return Result(student=student, exercise="ex01", **(given | more))


def class_of(*results, policies=None, **more):
    return grades(results, SETTINGS, policies or Policies(required=("ex01",)), **more)


FOUR = (
    result("ada", 1, 10.0, status="passed"),
    result("bob", 2, 5.0),
    result("cyd", 3, 0.0),
    result("dan", 4, 0.0),
)


def report(toy, grades, **more):
    return gather(
        About(
            course="A toy course", version="1", pass_mark=0.8,
            misconceptions={"squared": "Texts."}, levels={"full": 4},
        ),
        [e for e in toy.exercises() if e.id in grades.exercises],
        SETTINGS,
        [(row, JUDGEMENTS) for row in grades.rows],
        tries={("ada", "ex01"): 3},
        **more,
    )  # fmt: skip


def test_counts_what_the_class_did(toy):
    found = report(toy, class_of(*FOUR))

    assert (found.students, found.submissions, found.passed) == (4, 4, 1)
    assert (found.mean, found.median) == (37.5, 25.0)
    assert [b.students for b in found.bins] == [2, 0, 0, 0, 0, 1, 0, 0, 0, 1]
    (ex01,) = found.exercises
    assert (ex01.handed_in, ex01.passed, ex01.timed_out, ex01.not_loaded) == (
        4,
        1,
        1,
        1,
    )
    assert (ex01.attempts_mean, ex01.attempts_most) == (3, 3)
    assert ex01.time_most == 30.0
    by = {check.id: check for check in ex01.checks}
    assert by["c2"].verdicts == {"passed": 1, "failed": 1, "skipped": 1}
    assert by["c1"].passed == 2
    assert by["c1"].asked == 4


def test_joins_misconceptions_of_code_and_quiz_by_their_id(toy):
    shown = (("squared", "bob", "t_single"), ("squared", "eve", "t_single"))
    found = report(toy, class_of(*FOUR), quizzes=QuizFacts(shown=shown))
    (row,) = found.misconceptions
    assert (row.students, row.code, row.quiz) == (2, 1, 2)
    assert row.places == ("ex01", "t_single")
    assert row.text == "Texts."


def test_a_broken_result_is_nobodys_failure(toy):
    found = report(toy, class_of(result("ada", 2, 0.0, status="broken")))
    (ex01,) = found.exercises
    assert ex01.broken == 1
    assert ex01.checks == ()
    assert found.misconceptions == ()


def test_assistants_see_no_name(toy):
    aliases = Aliases(b"x" * 32)
    found = report(toy, class_of(*FOUR), aliases=aliases)
    raw = found.to_json().decode()
    assert "student-" in raw
    assert not any(name in raw.lower() for name in ("ada", "bob", "cyd"))


def test_the_matrix_of_a_large_class_shows_who_needs_help_most(toy):
    many = [
        result(f"s{n:04}", 1, n % 11) for n in range(MAX_ROWS + 30)
    ]  # fmt: skip
    found = report(toy, class_of(*many))
    assert len(found.matrix) == MAX_ROWS
    assert found.left_out == 30
    percents = [row.percent for row in found.matrix]
    assert percents == sorted(percents)
    assert sum(b.students for b in found.bins) == MAX_ROWS + 30
    assert len(found.bins) == BINS


def schema(name):
    folder = Path(__file__).parents[2] / "docs/schemas"
    known = json.loads((folder / f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(known)
    return jsonschema.Draft202012Validator(known)


def test_the_report_as_data_is_as_its_schema_says(toy):
    made = report(
        toy,
        class_of(*FOUR),
        quizzes=QuizFacts(reports=class_pages.class_report().quizzes),
    )
    for one in (made, report(toy, class_of(policies=Policies()))):
        schema("learn.class-report").validate(json.loads(one.to_json()))
    # No key is missing from the schema, and none in it is gone.
    assert {*schema("learn.class-report").schema["properties"]} == {
        "schema",
        *ClassReport.__struct_fields__,
    }


def test_an_empty_class_is_a_report_too(toy):
    found = report(toy, class_of(policies=Policies()))
    assert found.students == 0
    assert found.mean is None


# -- feedback ----------------------------------------------------------------------


def told(toy, grades, student, **more):
    row = next(row for row in grades.rows if row.student == student)
    return feedback(
        row,
        course="A toy course",
        student=student,
        name=row.name,
        exercises={e.id: e for e in toy.exercises()},
        judged=JUDGEMENTS,
        **more,
    )


def test_feedback_says_what_was_wrong_and_why(toy):
    text = as_text(told(toy, class_of(*FOUR), "bob"))
    assert text.splitlines() == [
        "A toy course: feedback for Bob (bob)",
        "5 of 10 points, 50.0 %",
        "",
        "ex01  Twice a number",
        "  5 of 10 points; 1 of 3 checks pass",
        "  PASS  claim of c1",
        "  FAIL  claim of c2",
        "        what      the values are other ones",
        "        perhaps   It squares.",
        "        where     n.py:3   return",
        "  SKIP  claim of c3",
        "  note  line 2: a loop that never runs",
    ]


def test_feedback_names_the_seed_nowhere(toy):
    for student in ("ada", "bob", "cyd", "dan"):
        assert "987654321" not in as_text(told(toy, class_of(*FOUR), student))


def test_feedback_on_a_file_that_does_not_run_says_it_once(toy):
    text = as_text(told(toy, class_of(*FOUR), "dan"))
    assert "the file does not run, so no check could" in text
    assert text.count("SyntaxError") == 1
    assert UNLOADABLE not in text


def test_feedback_explains_what_changed_the_points(toy):
    policies = Policies(required=("ex01", "ex02"), drop_lowest=1)
    found = class_of(
        *FOUR,
        policies=policies,
        overrides=[Override(1, "", "bob", "ex01", 9.0, "asked in class")],
    )
    text = as_text(told(toy, found, "bob"))
    assert "Decided by a person: asked in class" in text
    assert "One of your lowest: it is left out of the total." in text
    assert "nothing was handed in" in text
    assert "9 of 10 points, 90.0 %" in text


def test_what_nobody_can_say_is_no_zero(toy):
    found = told(toy, class_of(result("ada", 1, 0.0, status=None)), "ada")
    assert "  10 points; not judged yet" in as_text(found)
    page = re.sub(r"<[^>]*>", "", as_html(found))
    assert "\n10 points; not judged yet" in page


def test_feedback_tells_of_quizzes_and_of_what_was_not_taken(toy):
    score = QuizScore(
        quiz="basics", sittings=1, first=2.0, best=3.0, max_points=11.0, passed=False
    )
    text = as_text(
        told(
            toy,
            class_of(*FOUR),
            "ada",
            quizzes=[("Basics", score)],
            problems=[("ada.zip!/x.bin", "it is no exercise")],
        )
    )
    assert "  basics  Basics: 2 of 11" in text
    assert "  ada.zip!/x.bin: it is no exercise" in text


@pytest.mark.parametrize("field", ["message", "code", "yours", "input", "printed"])
def test_nothing_that_a_student_wrote_commands_a_terminal(toy, field):
    bad = judged(
        "ex01",
        check(
            "c1",
            Verdict.FAILED,
            where="n.py:1",
            **({"message": "m"} | {field: HOSTILE}),
        ),
        score=0.0,
    )
    grades = class_of(result("eve" + HOSTILE, 9, 0.0))
    row = grades.rows[0]
    text = as_text(
        feedback(
            row, course="c", student=row.student, name=row.name,
            exercises={e.id: e for e in toy.exercises()}, judged={9: Judged(bad)},
        )
    )  # fmt: skip
    assert text.encode("utf-8")
    assert not any(ord(c) < 32 and c != "\n" for c in text)
    assert "\u202e" not in text
    assert "<script>" in text


@pytest.mark.parametrize(
    ("late_s", "words"),
    [
        (30, "less than a minute"),
        (60, "1 minute"),
        (3 * 86_400 + 11 * 3600 + 59 * 60, "3 days 11 hours"),
        (86_400 + 59, "1 day"),
    ],
)
def test_how_late_is_told_as_exactly_as_it_costs(toy, late_s, words):
    due = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    at = (due + datetime.timedelta(seconds=late_s)).isoformat()
    grades = class_of(result("ada", 1, 10.0, submitted_at=at), dues=Dues({"ex01": due}))
    text = as_text(told(toy, grades, "ada"))
    assert f"  Handed in late by {words}.\n" in text


def test_the_page_and_the_text_say_the_same_numbers(toy):
    policies = Policies(points={"ex01": 7.125})
    found = told(toy, class_of(*FOUR, policies=policies), "bob")
    assert "3.56 of 7.12 points, 50.0 %" in as_text(found)
    page = re.sub(r"<[^>]*>", "", as_html(found)).replace("&nbsp;", " ")
    assert "3.56 of 7.12 points, 50.0 %" in page
