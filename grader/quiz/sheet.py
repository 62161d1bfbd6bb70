"""The sheet of quiz answers that is handed in: as they were given, to be marked.

No verdict and no point stands on it: whoever grades marks the answers anew, with
the keys.  What was asked is told by a seed and proved by a hash of the question as
it was posed, which is the same with and without its key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from grader.quiz.model import Item, Posed, Quiz, fingerprint
from grader.quiz.pose import pose
from grader.store.quizzes import Answer, Quizzes, Sitting

NAME = "quiz-answers.json"
SCHEMA: Literal["learn.quiz-answers/1"] = "learn.quiz-answers/1"
MAX_SHEET = 1 << 20
MAX_GIVEN = 20_000
"""Bytes of one answer; the longest that a question takes are a few lines."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One answer.

    `given` is JSON, as it was given; `asked` the hash of the question as posed, or
    nothing where it has changed since.
    """

    item: str
    seed: int
    shuffle: bool
    asked: str
    given: msgspec.Raw
    at: str = ""
    confidence: str = ""
    hints: int = 0
    duration_s: float | None = None


class SheetSitting(msgspec.Struct, frozen=True, kw_only=True):
    """One time that a quiz was taken; answers in the order in which they were given."""

    quiz: str
    at: str
    ended: bool
    answers: tuple[Line, ...]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """All of a learner's answers; reviews are practice and not among them."""

    schema: Literal["learn.quiz-answers/1"]
    sittings: tuple[SheetSitting, ...]


def asked(posed: Posed) -> str:
    """Hash a question as it was posed."""
    return hashlib.sha256(msgspec.json.encode(posed, order="sorted")).hexdigest()


def sheet_of(store: Quizzes, quizzes: Iterable[Quiz]) -> bytes | None:
    """Write the sheet of everything answered in quizzes that the course has.

    Returns
    -------
    bytes or None
        None where nothing was answered; the oldest sittings are left out where it
        would become larger than `MAX_SHEET`.

    Raises
    ------
    StoreError
        When progress cannot be read.
    """
    known = {quiz.id: quiz for quiz in quizzes}
    by: dict[int, list[Answer]] = {}
    for answer in store.log():
        if answer.sitting is not None and answer.quiz in known:
            by.setdefault(answer.sitting, []).append(answer)
    sittings = [s for id, s in store.sittings().items() if id in by]
    while sittings:
        sheet = Sheet(
            schema=SCHEMA,
            sittings=tuple(_sitting(s, known[s.quiz], by[s.id]) for s in sittings),
        )
        raw = msgspec.json.format(msgspec.json.encode(sheet), indent=1) + b"\n"
        if len(raw) <= MAX_SHEET:
            return raw
        sittings = sittings[(len(sittings) + 1) // 2 :]
    return None


def _sitting(sitting: Sitting, quiz: Quiz, answers: list[Answer]) -> SheetSitting:
    lines = []
    for answer in answers:
        given = _raw(answer.given)
        if len(given) > MAX_GIVEN:
            continue
        lines.append(
            Line(
                item=answer.item,
                seed=answer.seed,
                shuffle=answer.shuffle,
                asked=_asked(quiz.item(answer.item), answer),
                given=msgspec.Raw(given),
                at=answer.at,
                confidence=answer.confidence,
                hints=answer.hints,
                duration_s=answer.duration_s,
            )
        )
    return SheetSitting(
        quiz=sitting.quiz, at=sitting.at, ended=sitting.ended, answers=tuple(lines)
    )


def _raw(given: object) -> bytes:
    import json

    # Half a character (a lone surrogate) has no UTF-8: no right answer has one.
    try:
        text = json.dumps(given, ensure_ascii=False, default=str, allow_nan=False)
    except ValueError:  # infinity, which JSON has no word for
        text = json.dumps(str(given), ensure_ascii=False)
    return text.encode("utf-8", "replace")


def _asked(item: Item | None, answer: Answer) -> str:
    if item is None or fingerprint(item) != answer.item_sha256:
        return ""
    return asked(pose(item, answer.seed, shuffle=answer.shuffle))


def read_sheet(raw: bytes) -> Sheet:
    """Read a sheet that somebody handed in.

    Raises
    ------
    ValueError
        With one sentence: it is too large, or none.
    """
    if len(raw) > MAX_SHEET:
        raise ValueError(f"the sheet of answers is larger than {MAX_SHEET >> 20} MiB")
    try:
        return msgspec.json.decode(raw, type=Sheet)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        reason = str(error)[:200]
        raise ValueError(f"it is no sheet of answers: {reason}") from error


def given_of(line: Line) -> Any:
    """Read one answer; None for what nobody can have given."""
    import json

    raw = bytes(line.given)
    if len(raw) > MAX_GIVEN:
        return None
    try:
        return json.loads(raw, parse_constant=str)
    except (ValueError, RecursionError):
        return None
