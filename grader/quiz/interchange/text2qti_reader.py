"""Read the plain text of text2qti: a mark at the start of a line says what it is.

Lines that are indented as far as the text behind the mark go on with it.  What
text2qti would run to make questions is never run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from grader.quiz.interchange.drafting import Draft, readable

_SETTINGS = (
    "shuffle answers", "show correct answers", "one question at a time", "can't go back",
    "feedback is solution", "solutions sample groups", "solutions randomize groups",
)  # fmt: skip
_MARKS = {
    "question": r"[0-9]+\.",
    "right": r"\*[a-zA-Z]\)",
    "wrong": r"[a-zA-Z]\)",
    "ticked": r"\[\*\]",
    "unticked": r"\[ ?\]",
    "answer": r"\*",
    "feedback": r"\.\.\.",
    "said_if_right": r"\+",
    "said_if_wrong": r"-",
    "solution": r"!",
    "number": r"=",
    "title": r"[Tt]itle:",
    "points": r"[Pp]oints:",
    "text": r"[Tt]ext(?: [Tt]itle)?:",
    "quiz_title": r"[Qq]uiz [Tt]itle:",
    "description": r"[Qq]uiz description:",
    "pick": r"(?:[Ss]olutions )?[Pp]ick:",
    "points_each": r"[Pp]oints per question:",
    "setting": "|".join(f"[{s[0].upper()}{s[0]}]{s[1:]}:" for s in _SETTINGS),
}
_START = re.compile("|".join(rf"(?P<{k}>(?:{v})[ \t]+(?=\S))" for k, v in _MARKS.items()))  # fmt: skip
_WHOLE = re.compile(r"(?P<essay>___+)|(?P<upload>\^\^\^+)|(?P<group>GROUP)|(?P<group_end>END_GROUP)")  # fmt: skip
_CODE = re.compile(r"(`{3,})[ \t]*\S")
# Of these only one line is read, whatever is indented below.
_ONE_LINE = frozenset({"points", "pick", "points_each", "setting", "number", "answer"})
_NUMBER = (
    r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?"
)
_ABOUT = re.compile(rf"({_NUMBER})\s*\+-\s*({_NUMBER})\s*(%?)")
_RANGE = re.compile(rf"\[\s*({_NUMBER})\s*,\s*({_NUMBER})\s*\]")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


class Piece(NamedTuple):
    """A marked text and the line it starts at."""

    line: int
    kind: str
    text: str


def read(text: str, draft: Draft) -> None:
    """Read a file; what is not taken over becomes a remark, by its line."""
    reader = _Reader(draft)
    for piece in _pieces(readable(text), draft):
        reader.take(piece)
    reader.finish()


def looks_like_it(text: str) -> bool:
    """Whether a text has a numbered question with some answer below it."""
    kinds = [f.lastgroup for f in map(_START.match, readable(text).split("\n")) if f]
    answers = {"right", "wrong", "ticked", "unticked", "answer", "number"}
    return "question" in kinds and bool(answers & set(kinds))


def _pieces(text: str, draft: Draft) -> Iterator[Piece]:
    rows = text.split("\n")
    at = 0
    while at < len(rows):
        row, start = rows[at], at + 1
        found, whole = _START.match(row), _WHOLE.fullmatch(row.rstrip())
        code = _CODE.match(row)
        if found and found.lastgroup:
            body, at = _continued(rows, at, found)
            yield Piece(start, found.lastgroup, body)
            continue
        if whole and whole.lastgroup:
            yield Piece(start, whole.lastgroup, "")
        elif code:
            draft.remark(start, "left out: code to make questions, which is never run")
            at = _behind(rows, at, code[1])
        elif row.rstrip() == "COMMENT":
            at = _behind(rows, at, "END_COMMENT")
        elif row.strip() and not row.startswith("%"):
            draft.remark(start, f"not understood: {_short(row)}")
        at += 1


def _continued(rows: list[str], at: int, found: re.Match[str]) -> tuple[str, int]:
    """Collect what is indented below a mark, and say where that ends."""
    parts = [rows[at][found.end() :].strip()]
    at += 1
    if found.lastgroup in _ONE_LINE:
        return parts[0], at
    wanted = len(found[0].expandtabs(4))
    if found[0].rstrip().endswith(":"):
        wanted = 2
    end = at
    while at < len(rows):
        row = rows[at].expandtabs(4)
        if row.strip():
            if not row.startswith(" " * wanted):
                break
            parts += [""] * (at - end) + [row[wanted:].rstrip()]
            end = at + 1
        at += 1
    return "\n".join(parts), end


def _behind(rows: list[str], at: int, end: str) -> int:
    """Return the position of the line that ends what starts here, or the last."""
    for place in range(at + 1, len(rows)):
        if rows[place].rstrip() == end:
            return place
    return len(rows)


class _Reader:
    """Puts pieces together to questions."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.question: Piece | None = None
        self.title, self.points, self.each = "", 1.0, 1.0
        self.name, self.worth = "", 1.0
        self.pieces: list[Piece] = []
        self.said: dict[str, str] = {}

    def take(self, piece: Piece) -> None:
        """Take the next piece of the file."""
        if piece.kind in _OF_A_QUESTION:
            if self.question is None:
                self._remark(piece, "left out: there is no question above it")
            else:
                self._take_part(piece)
            return
        self.finish()
        text = piece.text
        if piece.kind == "question":
            self.question = piece
            self.name, self.worth = self.title, self.points
            self.title, self.points = "", self.each
        elif piece.kind == "title":
            self.title = text
        elif piece.kind == "points":
            self.points = self._points(piece)
        elif piece.kind == "points_each":
            self.each = self.points = self._points(piece)
        elif piece.kind == "quiz_title":
            self.draft.title = " ".join(text.split())
        else:
            if piece.kind == "group_end":
                self.each = self.points = 1.0
            elif piece.kind != "pick":
                self._remark(piece, _LEFT_OUT[piece.kind])

    def finish(self) -> None:
        """Add the question that is complete now."""
        question, pieces, said = self.question, self.pieces, self.said
        self.question, self.pieces, self.said = None, [], {}
        if question is None:
            return
        kinds = {p.kind for p in pieces} - {"feedback"}
        for kinds_of, make in _KINDS:
            if kinds and kinds <= kinds_of:
                values = make(self, pieces, said)
                break
        else:
            what = "no answers" if not kinds else "answers of different kinds"
            self._remark(question, f"left out: it has {what}")
            return
        if values is None:
            return
        if _TAG.search(question.text):
            self._remark(question, "HTML is shown as it is written")
        kind = values.pop("type")
        explanation = said.get("feedback") or said.get("solution") or ""
        values.setdefault("explanation", explanation)
        self.draft.add(
            question.line, kind, self.name,
            stem=question.text, points=self.worth, **values,
        )  # fmt: skip

    def _take_part(self, piece: Piece) -> None:
        if piece.kind in ("essay", "upload"):
            self._remark(piece, "left out: no rule can mark what is handed in")
            self.question, self.pieces, self.said = None, [], {}
        elif piece.kind in _SAID and not (piece.kind == "feedback" and self.pieces):
            if piece.kind in self.said:
                self._remark(piece, "a second text of the same kind is left out")
            self.said.setdefault(piece.kind, piece.text)
        else:
            self.pieces.append(piece)

    # -- kinds ---------------------------------------------------------------------

    def _chosen(self, pieces: list[Piece], said: dict[str, str]) -> dict[str, Any]:
        options: list[dict[str, Any]] = []
        for piece in pieces:
            if piece.kind == "feedback" and options:
                options[-1]["why"] = piece.text
            elif piece.kind != "feedback":
                correct = piece.kind in ("right", "ticked")
                options.append({"text": piece.text, "correct": correct})
        several = any(p.kind in ("ticked", "unticked") for p in pieces)
        # What is said to all right, or all wrong, answers goes with each option.
        for option in options if not several else []:
            kind = "said_if_right" if option["correct"] else "said_if_wrong"
            if kind in said and "why" not in option:
                option["why"] = said[kind]
        if not several:
            whys = [option.get("why") for option in options]
            said = {kind: text for kind, text in said.items() if text not in whys}
        self._unsaid(pieces[0].line, said)
        return {"type": "multi" if several else "single", "options": options}

    def _typed(self, pieces: list[Piece], said: dict[str, str]) -> dict[str, Any]:
        answers = [p.text for p in pieces if p.kind == "answer"]
        for piece in pieces:
            if piece.kind == "feedback":
                self._remark(piece, "what is said about one answer is left out")
        self._unsaid(pieces[0].line, said)
        return {"type": "short", "answers": answers}

    def _numeric(
        self, pieces: list[Piece], said: dict[str, str]
    ) -> dict[str, Any] | None:
        first = pieces[0]
        for other in pieces[1:]:
            self._remark(other, "only one number can be right; this is left out")
        found = _number(first.text)
        if found is None:
            self._remark(first, f"left out: no number: {_short(first.text)}")
            return None
        self._unsaid(first.line, said)
        value, tolerance = found
        return {"type": "numeric", "answer": value, "tolerance": tolerance}

    def _unsaid(self, line: int, said: dict[str, str]) -> None:
        if "said_if_right" in said and not said.get("feedback"):
            said["feedback"] = said.pop("said_if_right")
        for kind in ("said_if_right", "said_if_wrong"):
            if kind in said:
                word = kind.removeprefix("said_if_")
                self.draft.remark(line, f"what is said to {word} answers is left out")

    def _points(self, piece: Piece) -> float:
        if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", piece.text) and float(piece.text):
            return float(piece.text)
        self._remark(piece, f"no number of points: {_short(piece.text)}")
        return 1.0

    def _remark(self, piece: Piece, what: str) -> None:
        self.draft.remark(piece.line, what)


_KINDS: tuple[tuple[set[str], Any], ...] = (
    ({"right", "wrong"}, _Reader._chosen),
    ({"ticked", "unticked"}, _Reader._chosen),
    ({"answer"}, _Reader._typed),
    ({"number"}, _Reader._numeric),
)
_SAID = frozenset({"feedback", "said_if_right", "said_if_wrong", "solution"})
_OF_A_QUESTION = _SAID | {
    "right", "wrong", "ticked", "unticked", "answer", "number", "essay", "upload",
}  # fmt: skip
_LEFT_OUT = {
    "text": "a text between questions is left out",
    "description": "the description of the quiz is left out",
    "setting": "a setting of the quiz is left out",
    "group": "all questions of a group are asked, not some of them",
}


def _number(text: str) -> tuple[float, dict[str, float]] | None:
    about, between = _ABOUT.fullmatch(text), _RANGE.fullmatch(text)
    if about:
        reach = abs(float(about[2]))
        share = {"rel": float(f"{reach / 100:.12g}")} if about[3] else {"abs": reach}
        return float(about[1]), share
    if between:
        low, high = sorted((float(between[1]), float(between[2])))
        middle, reach = (high + low) / 2, (high - low) / 2
        return float(f"{middle:.12g}"), {"abs": float(f"{reach:.12g}")}
    if re.fullmatch(_NUMBER, text):
        return float(text), {"abs": 0.0}
    return None


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
