"""Answers to quizzes in a gradebook, as they were handed in and as they were marked."""

from __future__ import annotations

import abc
import contextlib
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.classroom import gradebook_file
from grader.classroom.gradebook_rows import Answered
from grader.store.database import now


class QuizPart(abc.ABC):
    """The part of a gradebook that has to do with quizzes."""

    file: Path

    @abc.abstractmethod
    def _rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a query."""

    @abc.abstractmethod
    def _writing(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """Write all that is written inside, or nothing."""

    def answers(self, student: str | None = None) -> Iterator[Answered]:
        """Give every file of answers that was handed in, by student, oldest first.

        Parameters
        ----------
        student : str, optional
            Only this one's.
        """
        query = (
            "SELECT student, name, quiz, source, origin, submitted_at, late"
            " FROM quiz_answers WHERE ? IS NULL OR student = ?"
            " ORDER BY student, coalesce(submitted_at, ''), id"
        )
        for row in self._rows(query, student, student):
            late = None if row[6] is None else bool(row[6])
            yield Answered(*row)._replace(late=late)

    def add_quiz_mark(
        self, run: int, source: str, quiz: str, keys_sha256: str, body: bytes
    ) -> None:
        """Keep what a content of answers is worth by these keys, at once."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO quiz_mark (run, at, source, quiz, keys_sha256, body)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (run, now(), source, quiz, keys_sha256, zlib.compress(body, 1)),
            )

    def quiz_mark(self, source: str, quiz: str, keys_sha256: str) -> bytes | None:
        """Read what a content of answers is worth; None where it is not marked yet."""
        query = (
            "SELECT body FROM quiz_mark WHERE source = ? AND quiz = ?"
            " AND keys_sha256 = ? ORDER BY id DESC LIMIT 1"
        )
        for (body,) in self._rows(query, source, quiz, keys_sha256):
            try:
                return zlib.decompress(body)
            except zlib.error as error:
                raise gradebook_file.damaged(self.file) from error
        return None
