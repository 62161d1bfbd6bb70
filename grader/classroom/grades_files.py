"""What stands beside the gradebook, written anew from it: grades, results, feedback.

A student at a time: memory does not grow with the class.
"""

from __future__ import annotations

from pathlib import Path

from grader.classroom.anonymous import aliases
from grader.classroom.exports.plain import csv_head, csv_line, jsonl_lines
from grader.classroom.gradebook import Gradebook
from grader.classroom.handback import write_feedback
from grader.classroom.outputs import RESULTS, replacing
from grader.classroom.quizbook import QuizBook
from grader.classroom.quizfiles import quiz_book, write_quizzes
from grader.classroom.standing import Rules, Standing
from grader.course import Course

GRADES = "grades.csv"


def write_grades(
    book: Gradebook,
    course: Course,
    folder: Path,
    rules: Rules | None = None,
    marks: QuizBook | None = None,
) -> list[str]:
    """Write all that follows from the grades; give what the instructor should know.

    Parameters
    ----------
    rules : Rules, optional
        Default: those in force.
    marks : QuizBook, optional
        Of the answers to quizzes, where they were read already.

    Raises
    ------
    LearnError
        When a file cannot be written; what was there stays.
    """
    standing = Standing(book, course, rules)
    who = aliases(folder, anonymous=standing.rules.policies.anonymous)
    with replacing(folder / GRADES) as grades, replacing(folder / RESULTS) as results:
        grades.write(csv_head(standing.exercises))
        for row, found in standing.rows(who):
            grades.write(csv_line(standing.exercises, row, who))
            results.writelines(jsonl_lines(standing.exercises, row, found, who))
    marks = marks or quiz_book(book, course)
    write_quizzes(folder, marks, who)
    write_feedback(book, course, folder, marks, standing, who)
    return standing.notes()
