"""Write questions as Moodle XML, the format that keeps most of them."""

from __future__ import annotations

import base64
from xml.etree import ElementTree as ET

from grader.quiz.interchange.gift import category, decimal, percent
from grader.quiz.interchange.lower import lettered
from grader.quiz.interchange.markup import html, writable
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

# Moodle's list of weights holds 1/n for these n only.
_PARTS = frozenset({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20})


def write(title: str, questions: list[Asked], notes: Notes) -> bytes:
    """Write one file; questions of a pool go into a category of their own."""
    quiz = ET.Element("quiz")
    top = f"$course$/top/{category(title)}"
    current = ""
    for question in questions:
        asked: Asked | None = question
        if isinstance(question, Ordering) and len(question.orders) > 1:
            asked = lettered(question, notes)
        if asked is None:
            continue
        place = f"{top}/{category(asked.pool)}" if asked.pool else top
        if place != current:
            shelf = ET.SubElement(quiz, "question", type="category")
            _text(ET.SubElement(shelf, "category"), place)
            current = place
        quiz.append(_question(asked, notes))
    _lay_out(quiz, 0)
    body = ET.tostring(quiz, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def _question(question: Asked, notes: Notes) -> ET.Element:
    match question:
        case Choice():
            return _choice(question, notes)
        case Numerical():
            return _numerical(question)
        case Text():
            return _typed(question)
        case Matching():
            return _matching(question)
        case Ordering():
            return _ordering(question, notes)


def _common(question: Question, kind: str) -> ET.Element:
    node = ET.Element("question", type=kind)
    _text(ET.SubElement(node, "name"), question.id)
    stem = html(question.stem)
    if question.figure is not None:
        from grader.quiz.figure import png

        name = f"{question.id}.png"
        picture = ET.Element("img", src=f"@@PLUGINFILE@@/{name}")
        picture.set("alt", writable(question.figure.alt.strip()))
        stem += f"\n<p>{ET.tostring(picture, encoding='unicode')}</p>"
        text = _marked(node, "questiontext", stem)
        file = ET.SubElement(text, "file", name=name, path="/", encoding="base64")
        file.text = base64.b64encode(png(question.figure)).decode()
    else:
        _marked(node, "questiontext", stem)
    _marked(node, "generalfeedback", html(question.explanation))
    _plain(node, "defaultgrade", decimal(question.points))
    _plain(node, "penalty", "0.3333333")
    _plain(node, "hidden", "0")
    _plain(node, "idnumber", question.id)
    tags = ET.SubElement(node, "tags")
    for tag in question.tags:
        _text(ET.SubElement(tags, "tag"), tag)
    for hint in question.hints:
        _marked(node, "hint", html(hint))
    return node


def _choice(question: Choice, notes: Notes) -> ET.Element:
    node = _common(question, "multichoice")
    _plain(node, "single", "false" if question.several else "true")
    if question.pinned:
        notes.add("no option changes places, because one is pinned", question.item)
    shuffle = question.shuffle and not question.pinned
    _plain(node, "shuffleanswers", "true" if shuffle else "false")
    _plain(node, "answernumbering", "abc")
    right = sum(a.share > 0 for a in question.options)
    if right not in _PARTS:
        notes.add("choose 'nearest grade' at import: 1/n is no weight", question.item)
    for option in question.options:
        _answer(node, option, text=html(option.text), marked=True)
    return node


def _numerical(question: Numerical) -> ET.Element:
    node = _common(question, "numerical")
    for number in question.answers:
        as_text = Answer(decimal(number.value), number.share, number.feedback)
        _plain(_answer(node, as_text), "tolerance", decimal(number.around))
    if question.unit:
        unit = ET.SubElement(ET.SubElement(node, "units"), "unit")
        _plain(unit, "multiplier", "1")
        _plain(unit, "unit_name", question.unit)
        # The unit may be typed or left out.
        _plain(node, "unitgradingtype", "0")
        _plain(node, "showunits", "0")
    return node


def _typed(question: Text) -> ET.Element:
    node = _common(question, "shortanswer")
    _plain(node, "usecase", "1" if question.case else "0")
    for answer in question.answers:
        _answer(node, answer, text=answer.text.replace("*", r"\*"))
    return node


def _matching(question: Matching) -> ET.Element:
    node = _common(question, "matching")
    _plain(node, "shuffleanswers", "true")
    for left, right in [*question.pairs, *(("", text) for text in question.unused)]:
        part = _marked(node, "subquestion", html(left))
        _text(ET.SubElement(part, "answer"), right)
    return node


def _ordering(question: Ordering, notes: Notes) -> ET.Element:
    notes.add("needs Moodle 4.4, or its ordering plugin", question.item)
    node = _common(question, "ordering")
    _plain(node, "layouttype", "VERTICAL")
    _plain(node, "selecttype", "ALL")
    _plain(node, "selectcount", str(len(question.steps)))
    _plain(node, "gradingtype", "LONGEST_ORDERED_SUBSET")
    (places,) = question.orders
    for rank, place in enumerate(places, 1):
        answer = ET.SubElement(node, "answer", fraction=str(rank), format="html")
        _text(answer, html(question.steps[place]))
    return node


def _answer(
    node: ET.Element, answer: Answer, *, text: str = "", marked: bool = False
) -> ET.Element:
    made = ET.SubElement(node, "answer", fraction=percent(answer.share))
    made.set("format", "html" if marked else "plain_text")
    _text(made, text or answer.text)
    _marked(made, "feedback", html(answer.feedback))
    return made


def _marked(node: ET.Element, name: str, markup: str) -> ET.Element:
    made = ET.SubElement(node, name, format="html")
    _text(made, markup)
    return made


def _plain(node: ET.Element, name: str, text: str) -> None:
    ET.SubElement(node, name).text = writable(text)


def _text(node: ET.Element, text: str) -> None:
    ET.SubElement(node, "text").text = writable(text)


def _lay_out(node: ET.Element, depth: int) -> None:
    """Put elements on lines of their own; texts stay as they are."""
    if len(node):
        node.text = "\n" + "  " * (depth + 1)
        for child in node:
            _lay_out(child, depth + 1)
            child.tail = node.text
        node[-1].tail = "\n" + "  " * depth
