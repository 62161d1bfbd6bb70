"""Write questions as GIFT, the text format of Moodle.

Texts are Markdown (``[markdown]``) on one line each, so that no blank line ends
a question and code keeps its indentation.
"""

from __future__ import annotations

import re
from decimal import Decimal

from grader.quiz.interchange.lower import lettered
from grader.quiz.interchange.markup import writable
from grader.quiz.interchange.neutral import (
    Answer,
    Asked,
    Choice,
    Matching,
    Notes,
    Numerical,
    Ordering,
    Question,
    Text,
)

SPECIAL = re.compile(r"[\\~=#{}:]")
# Outside of code, Markdown elsewhere takes this for the start of HTML.
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_CODE = re.compile(r"(?P<fence>^(`{3,}).*?^\2`*\s*$)|(?P<span>(?<!`)(`+)(?!`).*?(?<!`)\4(?!`))", re.M | re.S)  # fmt: skip


def write(title: str, questions: list[Asked], notes: Notes) -> str:
    """Write one file; questions of a pool go into a category of their own."""
    top = f"$course$/top/{category(title)}"
    parts, current = [], ""
    for question in questions:
        body = _body(question, notes)
        if body is None:
            continue
        place = f"{top}/{category(question.pool)}" if question.pool else top
        if place != current:
            parts.append(f"$CATEGORY: {place}\n")
            current = place
        parts.append(_head(question, notes) + body)
    return "\n".join(parts)


def category(name: str) -> str:
    """Name a category; a slash would divide it."""
    return " ".join(writable(name).split()).replace("/", "//")


def escaped(text: str) -> str:
    """Write a text so that none of it is a mark of GIFT, on one line."""
    text = SPECIAL.sub(r"\\\g<0>", writable(text).strip())
    return re.sub(r"\r\n|\r|\n", r"\\n", text)


def decimal(value: float) -> str:
    """Write a number without an exponent, which GIFT does not know."""
    text = format(Decimal(f"{value:.12g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: float) -> str:
    """Write a share as Moodle lists it: five decimals, none in vain."""
    return f"{100 * share:.5f}".rstrip("0").rstrip(".")


def _head(question: Question, notes: Notes) -> str:
    if question.hints:
        notes.add("hints are left out", question.item)
    if question.points != 1:
        notes.add("points are left out: every question counts 1", question.item)
    marks = [f"[id:{question.id}]", *(f"[tag:{tag}]" for tag in question.tags)]
    return f"// {' '.join(marks)}\n::{escaped(question.id)}::"


def _body(question: Asked, notes: Notes) -> str | None:
    match question:
        case Choice():
            return _choice(question, notes)
        case Numerical():
            rows = [
                f"=%{percent(a.share)}%{decimal(a.value)}:{decimal(a.around)}{_said(a.feedback)}"
                for a in question.answers
            ]
            return _whole(question, question.stem, rows, numerical=True)
        case Text():
            return _typed(question, notes)
        case Matching():
            return _matching(question, notes)
        case Ordering():
            return _ordering(question, notes)


def _whole(
    question: Question, stem: str, rows: list[str], *, numerical: bool = False
) -> str:
    opening = "{#" if numerical else "{"
    end = f"\n\t####{_text(question.explanation)}" if question.explanation else ""
    body = "".join(f"\n\t{row}" for row in rows)
    return f"[markdown]{escaped(_shielded(stem))} {opening}{body}{end}\n}}\n"


def _choice(question: Choice, notes: Notes) -> str:
    stem = question.stem
    if question.figure is not None:
        stem += f"\n\nFigure: {question.figure.alt.strip()}"
        notes.add("the figure is described, not shown", question.item)
    if question.pinned or not question.shuffle:
        notes.add("options may change places", question.item)
    rows = [_option(answer, question.several) for answer in question.options]
    return _whole(question, stem, rows)


def _option(answer: Answer, several: bool) -> str:
    if several:
        mark = f"~%{percent(answer.share)}%"
    else:
        mark = "=" if answer.share == 1 else "~"
    return f"{mark}{_text(answer.text)}{_said(answer.feedback)}"


def _typed(question: Text, notes: Notes) -> str | None:
    # An arrow makes Moodle read the whole question as one about pairs.
    if any("->" in answer.text for answer in question.answers):
        notes.add("left out: -> cannot stand in an answer", question.item)
        return None
    if question.case:
        notes.add("capital and small letters are the same", question.item)
    rows = [
        f"=%{percent(a.share)}%{_literal(a.text)}{_said(a.feedback.replace('->', '→'))}"
        for a in question.answers
    ]
    return _whole(question, question.stem, rows)


def _matching(question: Matching, notes: Notes) -> str:
    rows = []
    for left, right in [*question.pairs, *(("", text) for text in question.unused)]:
        if "->" in left:
            notes.add("-> in a left side is written as →", question.item)
        left = _text(left.replace("->", "→"))
        rows.append(f"={left} -> {escaped(right)}")
    return _whole(question, question.stem, rows)


def _ordering(question: Ordering, notes: Notes) -> str | None:
    if len(question.orders) > 1:
        typed = lettered(question, notes)
        return _body(typed, notes) if typed else None
    notes.add("steps are matched with their places", question.item)
    (places,) = question.orders
    place = {step: n for n, step in enumerate(places, 1)}
    rows = [
        f"={_text(step.replace('->', '→'))} -> {place[i]}"
        for i, step in enumerate(question.steps)
    ]
    return _whole(question, question.stem, rows)


def _said(feedback: str) -> str:
    return f"#{_text(feedback)}" if feedback else ""


def _text(markdown: str) -> str:
    """Write Markdown; a bracket at its start would name another format."""
    written = escaped(_shielded(markdown))
    return f"[markdown]{written}" if written.startswith(("[", "%")) else written


def _literal(text: str) -> str:
    """Write a text to type; a star would stand for anything."""
    return escaped(text.replace("*", r"\*"))


def _shielded(markdown: str) -> str:
    """Keep what looks like HTML from being HTML where that is understood."""
    parts, end = [], 0
    for code in _CODE.finditer(markdown):
        parts += [_TAG.sub("&lt;", markdown[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, _TAG.sub("&lt;", markdown[end:])])
