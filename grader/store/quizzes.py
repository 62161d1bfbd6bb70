"""What was asked in quizzes and reviews, and what was answered.

Answers are kept as they were given, with the seed that says what was asked: they
can be marked again when a key was wrong.  Scores are computed on reading.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from grader.store.database import Database, now

UNANSWERED = "unanswered"
RECORDED = "recorded"


class Sitting(NamedTuple):
    """One time that a quiz was begun."""

    id: int
    at: str
    quiz: str
    quiz_sha256: str
    seed: int
    feedback: str
    pass_mark: float
    ended: bool


class Answer(NamedTuple):
    """One answer, as it was given and as it was marked then.

    Attributes
    ----------
    sitting : int or None
        None in a review.
    given : object
        Text, number, list or mapping; None if it was skipped.
    duration_s : float or None
        From the question to the answer, where that was measured.
    nth : int
        Which try at the item in this sitting, from 1.
    """

    sitting: int | None
    quiz: str
    item: str
    item_sha256: str
    seed: int
    shuffle: bool
    given: object
    verdict: str
    points: float
    max_points: float
    confidence: str = ""
    hints: int = 0
    misconceptions: tuple[str, ...] = ()
    duration_s: float | None = None
    nth: int = 1
    id: int = 0
    at: str = ""


class Summary(NamedTuple):
    """How one quiz went so far.

    Attributes
    ----------
    ended : int
        How often it was gone through.
    open : int
        Questions that were answered or skipped in the newest sitting, where that
        was interrupted; -1 where it was not.
    points, max_points : float
        Of the best sitting that was gone through, each question at its best try.
    first : float
        The points of the same sitting at first tries.
    passed : bool
        Whether one reached its pass mark.
    recorded : bool
        Whether answers of the newest wait for somebody who has the keys.
    """

    quiz: str
    ended: int
    open: int
    points: float
    max_points: float
    first: float
    passed: bool
    recorded: bool


class Kept(NamedTuple):
    """A review card as it is kept; `card` is the scheduler's own JSON."""

    item: str
    quiz: str
    due: str
    card: str
    answer: int


class Quizzes:
    """Sittings, answers and review cards of one workspace.

    Parameters
    ----------
    database : Database
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    # -- appending -----------------------------------------------------------------

    def begin(
        self, quiz: str, quiz_sha256: str, seed: int, feedback: str, pass_mark: float
    ) -> int:
        """Append that a quiz was begun; return the sitting's id.

        Raises
        ------
        StoreError
            When the store cannot be written; so do the others that append.
        """

        def work(db: sqlite3.Connection) -> int:
            cursor = db.execute(
                "INSERT INTO quiz_sitting (at, quiz, quiz_sha256, seed, feedback,"
                " pass_mark) VALUES (?,?,?,?,?,?)",
                (now(), quiz, quiz_sha256, seed, feedback, pass_mark),
            )
            return int(cursor.lastrowid or 0)

        return self.database.write(work)

    def answered(self, *answers: Answer) -> None:
        """Append answers, all or none; those without a time were given now."""
        self.database.write(
            lambda db: db.executemany(
                f"INSERT INTO quiz_answer ({_COLUMNS}) VALUES ({_MARKS})",  # noqa: S608
                [_row(answer) for answer in answers],
            )
        )

    def hinted(self, sitting: int | None, item: str, rung: int) -> None:
        """Append that a hint was shown."""
        self.database.write(
            lambda db: db.execute(
                "INSERT INTO quiz_hint (at, sitting, item, rung) VALUES (?,?,?,?)",
                (now(), sitting, item, rung),
            )
        )

    def end(self, sitting: int) -> None:
        """Append that a sitting was gone through; saying so twice is no matter."""
        self.database.write(
            lambda db: db.execute(
                "INSERT OR IGNORE INTO quiz_end VALUES (?, ?)", (sitting, now())
            )
        )

    # -- reading -------------------------------------------------------------------

    def last(self, quiz: str) -> Sitting | None:
        """Give the newest sitting of a quiz."""

        def work(db: sqlite3.Connection) -> Sitting | None:
            newest = f"{_SITTING} WHERE quiz = ? ORDER BY s.id DESC LIMIT 1"
            row = db.execute(newest, (quiz,)).fetchone()
            return Sitting._make(row)._replace(ended=bool(row[-1])) if row else None

        return self.database.read(work, None)

    def sittings(self) -> dict[int, Sitting]:
        """Give every sitting by its id."""

        def work(db: sqlite3.Connection) -> dict[int, Sitting]:
            rows = db.execute(f"{_SITTING} ORDER BY s.id")
            return {
                row[0]: Sitting._make(row)._replace(ended=bool(row[-1])) for row in rows
            }

        return self.database.read(work, {})

    def seeds(self, quiz: str) -> set[int]:
        """Give the seeds that a quiz was asked with."""
        wanted = "SELECT seed FROM quiz_sitting WHERE quiz = ?"
        none: set[int] = set()
        return self.database.read(
            lambda db: {seed for (seed,) in db.execute(wanted, (quiz,))}, none
        )

    def answers(self, sitting: int) -> list[Answer]:
        """Give the answers of a sitting, the oldest first."""
        return self._answers("WHERE sitting = ?", sitting)

    def log(self, after: int = 0) -> list[Answer]:
        """Give all answers after one of them, the oldest first."""
        return self._answers("WHERE id > ?", after)

    def latest(self) -> dict[str, Answer]:
        """Give the latest answer to each item that was marked."""
        found = self._answers(
            "WHERE id IN (SELECT max(id) FROM quiz_answer"
            " WHERE verdict NOT IN (?, ?) GROUP BY item)",
            UNANSWERED,
            RECORDED,
        )
        return {answer.item: answer for answer in found}

    def hints(self, sitting: int) -> dict[str, int]:
        """Give the highest hint shown in a sitting, by item."""

        def work(db: sqlite3.Connection) -> dict[str, int]:
            rows = db.execute(
                "SELECT item, max(rung) FROM quiz_hint WHERE sitting = ? GROUP BY item",
                (sitting,),
            )
            return dict(rows.fetchall())

        return self.database.read(work, {})

    def summaries(self) -> dict[str, Summary]:
        """Say how each quiz that was begun went so far."""

        def work(db: sqlite3.Connection) -> list[tuple[Any, ...]]:
            return db.execute(_SITTINGS).fetchall()

        found: dict[str, Summary] = {}
        nothing: list[tuple[Any, ...]] = []
        for row in self.database.read(work, nothing):
            quiz = row[0]
            old = found.get(quiz) or Summary(quiz, 0, -1, 0.0, 0.0, 0.0, False, False)
            found[quiz] = _with(old, *row[1:])
        return found

    # -- review cards --------------------------------------------------------------

    def cards(self) -> dict[str, Kept]:
        """Give all review cards, those that are due first in front."""
        return self.database.read(_cards, {})

    def update_cards(
        self,
        make: Callable[[dict[str, Kept], list[Answer]], Iterable[Kept]],
        *,
        anew: bool = False,
    ) -> None:
        """Bring the cards up to the last answer.

        Nobody else writes meanwhile: an answer is in the cards or still to come.

        Parameters
        ----------
        make : callable
            Gets the cards by item and, the oldest first, the answers that may not
            be in them yet, those of exams left out; returns all cards.
        anew : bool
            Begin without cards, with the first answer.

        Raises
        ------
        StoreError
        """

        def work(db: sqlite3.Connection) -> None:
            old = _cards(db)
            known = {} if anew else old
            since = max((card.answer for card in known.values()), default=0)
            rows = db.execute(_TO_LEARN, (since,)).fetchall()
            new = {card.item: card for card in make(known, [_answer(r) for r in rows])}
            gone = [(item,) for item in old if item not in new]
            db.executemany("DELETE FROM review_card WHERE item = ?", gone)
            db.executemany(
                "INSERT OR REPLACE INTO review_card VALUES (?,?,?,?,?)",
                [card for item, card in new.items() if old.get(item) != card],
            )

        self.database.write(work)

    def _answers(self, where: str, *values: object) -> list[Answer]:
        def work(db: sqlite3.Connection) -> list[Answer]:
            rows = db.execute(
                f"SELECT {_COLUMNS}, id FROM quiz_answer {where} ORDER BY id",  # noqa: S608
                values,
            )
            return [_answer(row) for row in rows]

        return self.database.read(work, [])


_SITTING = """
    SELECT s.id, s.at, quiz, quiz_sha256, seed, feedback, pass_mark,
           e.sitting IS NOT NULL
    FROM quiz_sitting s LEFT JOIN quiz_end e ON e.sitting = s.id
"""
_COLUMNS = (
    "at, sitting, quiz, item, item_sha256, seed, shuffle, given, verdict, points,"
    " max_points, confidence, hints, misconceptions, duration_s, nth"
)
_MARKS = ", ".join("?" * (_COLUMNS.count(",") + 1))


_TO_LEARN = f"""
    SELECT {_COLUMNS}, id FROM quiz_answer WHERE id > ? AND coalesce(
        (SELECT feedback FROM quiz_sitting s WHERE s.id = quiz_answer.sitting), '') != 'exam'
    ORDER BY id
"""  # noqa: S608  (our own constants)


def _row(a: Answer) -> tuple[object, ...]:
    # ASCII: half a character (a lone surrogate) has no UTF-8 and is kept too.
    given = json.dumps(a.given, ensure_ascii=True, default=str)
    return (
        a.at or now(), a.sitting, a.quiz, a.item, a.item_sha256, a.seed,
        int(a.shuffle), given, a.verdict, a.points, a.max_points, a.confidence,
        a.hints, " ".join(a.misconceptions), a.duration_s, a.nth,
    )  # fmt: skip


def _answer(row: tuple[Any, ...]) -> Answer:
    at, sitting, quiz, item, sha256, seed, shuffle, given, verdict, points = row[:10]
    most, confidence, hints, misconceptions, duration_s, nth, id = row[10:]
    return Answer(
        sitting, quiz, item, sha256, seed, bool(shuffle), _given(given), verdict,
        points, most, confidence, hints, tuple(misconceptions.split()), duration_s,
        nth, id, at,
    )  # fmt: skip


def _given(text: str) -> object:
    """Read an answer as it was given; None for what was written by hand and is none."""
    try:
        return json.loads(text, parse_constant=str)
    except (ValueError, RecursionError):
        return None


def _cards(db: sqlite3.Connection) -> dict[str, Kept]:
    rows = db.execute(
        "SELECT item, quiz, due, card, answer FROM review_card ORDER BY due, item"
    )
    return {row[0]: Kept(*row) for row in rows}


def _with(
    old: Summary,
    ended: int,
    seen: int,
    points: float,
    most: float,
    first: float,
    recorded: int,
    pass_mark: float,
) -> Summary:
    """Add a sitting, which is newer than those before, to what is known of a quiz."""
    if not ended:
        return old._replace(open=seen)
    better = not old.ended or points > old.points
    return old._replace(
        ended=old.ended + 1,
        open=-1,
        points=points if better else old.points,
        max_points=most if better else old.max_points,
        first=first if better else old.first,
        passed=old.passed or (not recorded and reaches(points, most, pass_mark)),
        recorded=bool(recorded),
    )


def reaches(points: float, most: float, pass_mark: float) -> bool:
    """Whether points are enough, rounding of their sum aside."""
    return most > 0 and points >= pass_mark * most - 1e-9


_SITTINGS = f"""
    WITH asked AS (  -- each question as it was asked last, should it have changed
        SELECT sitting AS during, item AS what, item_sha256 AS version, max(id)
        FROM quiz_answer WHERE sitting IS NOT NULL GROUP BY sitting, item
    ), tried AS (
        SELECT sitting, item, max(points) AS best, max(max_points) AS most,
               max(verdict = '{RECORDED}') AS recorded, min(id) AS first
        FROM asked JOIN quiz_answer
            ON sitting = during AND item = what AND item_sha256 = version
        GROUP BY sitting, item
    )
    SELECT s.quiz, e.sitting IS NOT NULL, count(t.item), coalesce(sum(t.best), 0.0),
           coalesce(sum(t.most), 0.0), coalesce(sum(a.points), 0.0),
           coalesce(max(t.recorded), 0), s.pass_mark
    FROM quiz_sitting s
    LEFT JOIN quiz_end e ON e.sitting = s.id
    LEFT JOIN tried t ON t.sitting = s.id
    LEFT JOIN quiz_answer a ON a.id = t.first
    GROUP BY s.id ORDER BY s.id
"""  # noqa: S608  (our own constants)
