"""``grades.csv`` and ``results.jsonl`` beside the gradebook, written anew from it.

A student at a time: memory does not grow with the class.
"""

from __future__ import annotations

from pathlib import Path

from grader.classroom.anonymous import aliases
from grader.classroom.exports.plain import csv_head, csv_line, jsonl_lines
from grader.classroom.gradebook import Gradebook
from grader.classroom.outputs import RESULTS, replacing
from grader.classroom.standing import Rules, Standing
from grader.course import Course

GRADES = "grades.csv"


def write_grades(
    book: Gradebook, course: Course, folder: Path, rules: Rules | None = None
) -> list[str]:
    """Write both files; give what the instructor should know of the grades.

    Parameters
    ----------
    rules : Rules, optional
        Default: those in force.

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
    return standing.notes()
