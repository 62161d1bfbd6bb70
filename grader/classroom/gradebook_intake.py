"""Keep what was handed in: files once by their hash, sightings once per run."""

from __future__ import annotations

import hashlib
import sqlite3

from grader.classroom.model import QuizAnswers, Submitted, Unmapped


def keep(
    db: sqlite3.Connection, run: int, item: Submitted | QuizAnswers | Unmapped
) -> None:
    """Add what one thing that was found needs that is not there yet."""
    match item:
        case Submitted():
            _keep_submitted(db, run, item)
        case QuizAnswers():
            _keep_answers(db, run, item)
        case Unmapped():
            db.execute(
                "INSERT INTO unmapped (run, origin, reason, student)"
                " VALUES (?, ?, ?, ?)",
                (run, item.origin, item.reason, item.student),
            )


def _keep_source(db: sqlite3.Connection, content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    db.execute("INSERT OR IGNORE INTO source VALUES (?, ?)", (sha256, content))
    return sha256


def _keep_submitted(db: sqlite3.Connection, run: int, item: Submitted) -> None:
    sha256 = _keep_source(db, item.content)
    this = (item.student.id, item.exercise, sha256, item.origin)
    db.execute(
        "INSERT OR IGNORE INTO submission"
        " (student, exercise, source, origin, kind, seen_run) VALUES (?, ?, ?, ?, ?, ?)",
        (*this, item.kind, run),
    )
    said = (item.student.name, item.submitted_at, item.late, item.attempt)
    db.execute(
        "INSERT OR IGNORE INTO seen SELECT id, ?, ?, ?, ?, ? FROM submission"
        " WHERE student = ? AND exercise = ? AND source = ? AND origin = ?",
        (run, *said, *this),
    )


def _keep_answers(db: sqlite3.Connection, run: int, item: QuizAnswers) -> None:
    sha256 = _keep_source(db, item.content)
    db.execute(
        "INSERT OR IGNORE INTO quiz_answers"
        " (run, student, name, quiz, source, origin, submitted_at, late)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run, item.student.id, item.student.name, item.quiz, sha256, item.origin,
            item.submitted_at, item.late,
        ),
    )  # fmt: skip
