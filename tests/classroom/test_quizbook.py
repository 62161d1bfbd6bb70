"""A class's quiz answers: the newest sheet counts, marked once by each set of keys."""

from __future__ import annotations

import json

import pytest

from grader.classroom.gradebook import Gradebook
from grader.classroom.model import QuizAnswers, Student
from grader.classroom.quizbook import QuizBook
from grader.course import Course
from grader.errors import BrokenError
from grader.quiz.pose import pose
from grader.quiz.reader import quiz as read_quiz
from grader.quiz.sheet import asked

ADA = Student("ada", "Ada")


def no_judge(exercise, source):
    raise BrokenError("the checks break")


@pytest.fixture
def basics(toy):
    return read_quiz(toy, "basics")


@pytest.fixture
def book(tmp_path):
    with Gradebook(tmp_path / "gradebook.db", create=True) as book:
        yield book


def sheet(basics, *answers):
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
    sitting = {"quiz": basics.id, "at": "", "ended": True, "answers": lines}
    body = {"schema": "learn.quiz-answers/1", "sittings": [sitting]}
    return json.dumps(body).encode()


def hand_in(book, content, *, student=ADA, quiz=None, at="2026-01-01T10:00:00+00:00"):
    run = book.begin_run("grade", 0, {})
    answers = QuizAnswers(
        student=student,
        content=content,
        origin=f"{student.id}/{quiz or 'sheet'}-{at}",
        quiz=quiz,
        submitted_at=at,
    )
    list(book.add_submissions(run, [answers]))
    return run


def test_the_newest_sheet_counts(book, basics):
    hand_in(book, sheet(basics, ("t_single", "9")))
    run = hand_in(
        book, sheet(basics, ("t_single", "6")), at="2026-02-01T10:00:00+00:00"
    )
    quizzes = QuizBook(book, [basics], 0)
    assert next(quizzes.students()).problems[0][1].endswith("marked yet")

    assert quizzes.mark(run, no_judge) == []

    (ada,) = quizzes.students()
    assert (ada.scores[0].first, ada.problems) == (1.0, ())


def test_a_file_of_one_quiz_counts_before_the_sheet(book, basics):
    hand_in(book, sheet(basics, ("t_single", "9"), ("t_numeric", "0.25")))
    run = hand_in(book, b"t_single: '6'\n", quiz="basics")
    quizzes = QuizBook(book, [basics], 0)
    quizzes.mark(run, no_judge)
    (ada,) = quizzes.students()
    assert [(m.item, m.points) for m in ada.marks] == [("t_single", 1.0)]


def test_marking_is_done_once_by_the_same_keys_and_again_by_others(
    book, toy_copy, basics
):
    run = hand_in(book, sheet(basics, ("t_numeric", "0.3")))
    QuizBook(book, [basics], 0).mark(run, no_judge)
    rows = book._rows("SELECT count(*) FROM quiz_mark")
    assert list(rows) == [(1,)]
    QuizBook(book, [basics], 0).mark(run, no_judge)
    assert list(book._rows("SELECT count(*) FROM quiz_mark")) == [(1,)]
    file = toy_copy / "quizzes/basics.yaml"
    file.write_text(file.read_text().replace("answer: 0.5/2", "answer: 0.3"))
    mended = QuizBook(book, [read_quiz(Course(toy_copy), "basics")], 0)
    mended.mark(run, no_judge)
    assert next(iter(mended.students())).scores[0].first == 1.0
    assert list(book._rows("SELECT count(*) FROM quiz_mark")) == [(2,)]


def test_a_fault_of_ours_is_told_and_tried_again(book, basics):
    run = hand_in(book, sheet(basics, ("t_fill", "2 + x * 1")))
    quizzes = QuizBook(book, [basics], 0)
    assert quizzes.mark(run, no_judge) == ["the checks break"]
    assert list(book._rows("SELECT count(*) FROM quiz_mark")) == [(0,)]


@pytest.mark.parametrize(
    ("content", "quiz", "problem"),
    [
        (b"\0\0", None, "no sheet of answers"),
        (b"[" * 5000, "basics", "nested too deeply"),
        (b"t_gone: 1\n", "basics", "asks nothing called"),
        (b"a: 1\n", "none", "the course has no quiz 'none'"),
        (b"\xff\xfe\x00", "basics", "not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_told_and_worth_nothing(
    book, basics, content, quiz, problem
):
    run = hand_in(book, content, quiz=quiz)
    quizzes = QuizBook(book, [basics], 0)
    quizzes.mark(run, no_judge)
    (ada,) = quizzes.students()
    assert ada.scores == ()
    assert problem in ada.problems[0][1]


def test_the_class_is_analysed_from_first_tries(book, basics):
    for number in range(12):
        right = number < 8
        hand_in(
            book,
            sheet(
                basics,
                ("t_single", "6" if right else "9"),
                ("t_single", "6"),
                ("t_numeric", "0.25" if number % 2 else "1"),
            ),
            student=Student(f"s{number:02}", "x"),
        )
    quizzes = QuizBook(book, [basics], 0)
    quizzes.mark(1, no_judge)

    facts = quizzes.facts()

    (report,) = facts.reports
    items = {item.id: item for item in report.analysis.items}
    assert report.students == 12
    assert items["t_single"].facility == pytest.approx(8 / 12)
    chosen = {o.text: o.chosen for o in items["t_single"].options}
    assert (chosen["6"], chosen["9"]) == (8, 4)
    assert items["t_numeric"].common == (("1", 6),)
    assert ("squared", "s11", "t_single") in facts.shown
    assert sum(item == "t_numeric" for _, _, item in facts.shown) == 6
