"""Write questions as items of IMS QTI 2.1, with their marking spelled out.

Every item sets SCORE by itself and shows what there is to say through FEEDBACK,
so that nothing hangs on the templates that a player happens to know.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from xml.etree import ElementTree as ET

from grader.quiz.interchange.gift import decimal
from grader.quiz.interchange.markup import blocks, html, writable
from grader.quiz.interchange.neutral import (
    Answer,
    Asked,
    Choice,
    Matching,
    Notes,
    Number,
    Numerical,
    Ordering,
    Question,
    Text,
)

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_SCHEMA = f"{NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_EXPLANATION = "explanation"


def write(question: Asked, notes: Notes) -> bytes:
    """Write one item, the XML of an ``assessmentItem``."""
    if question.hints:
        notes.add("hints are left out", question.item)
    if question.tags:
        notes.add("concepts, difficulty and `ref` are left out", question.item)
    if isinstance(question, Ordering):
        notes.add("an order is right or wrong, never partly right", question.item)
    return document(_Item(question).element(), _SCHEMA)


def picture(question: Question) -> str:
    """Return where in a package the figure of a question is."""
    return f"images/{question.id}.png"


def document(root: ET.Element, schemas: str) -> bytes:
    """Write a whole file, one part of the top level a line."""
    root.set("xmlns:xsi", _XSI)
    root.set("xsi:schemaLocation", schemas)
    root.text = "\n"
    for child in root:
        child.tail = "\n"
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


class _Item:
    """One item under construction.

    Parameters
    ----------
    question : Asked
    """

    def __init__(self, question: Asked) -> None:
        self.question = question
        self.response = ET.Element("responseDeclaration", identifier="RESPONSE")
        self.body = ET.Element("itemBody")
        self.rules = ET.Element("responseProcessing")
        self.said: list[ET.Element] = []

    def element(self) -> ET.Element:
        """Put the item together."""
        question = self.question
        self._stem()
        match question:
            case Choice():
                self._choice(question)
            case Numerical():
                self._numerical(question)
            case Text():
                self._typed(question)
            case Matching():
                self._matching(question)
            case Ordering():
                self._ordering(question)
        if question.explanation:
            self._show(self.rules, _EXPLANATION)
            self._say(_EXPLANATION, question.explanation)
        root = ET.Element(
            "assessmentItem",
            {"xmlns": NAMESPACE, "identifier": question.id, "title": question.id,
             "adaptive": "false", "timeDependent": "false"},
        )  # fmt: skip
        score = outcome("SCORE", "single", "float")
        ET.SubElement(ET.SubElement(score, "defaultValue"), "value").text = "0"
        most = outcome("MAXSCORE", "single", "float")
        value = ET.SubElement(ET.SubElement(most, "defaultValue"), "value")
        value.text = decimal(question.points)
        feedback = outcome("FEEDBACK", "multiple", "identifier")
        root.extend([self.response, score, most, feedback, self.body, self.rules])
        root.extend(self.said)
        return root

    # -- what is shown -------------------------------------------------------------

    def _stem(self) -> None:
        fill(self.body, blocks(self.question.stem))
        figure = self.question.figure
        if figure is not None:
            shown = ET.SubElement(ET.SubElement(self.body, "p"), "img")
            shown.set("src", f"../{picture(self.question)}")
            shown.set("alt", writable(figure.alt.strip()))

    def _interaction(self, name: str, **attributes: str) -> ET.Element:
        return ET.SubElement(
            self.body, name, {"responseIdentifier": "RESPONSE", **attributes}
        )

    def _declare(self, cardinality: str, base: str, right: Iterable[str]) -> None:
        self.response.set("cardinality", cardinality)
        self.response.set("baseType", base)
        correct = ET.SubElement(self.response, "correctResponse")
        for value in right:
            ET.SubElement(correct, "value").text = writable(value)

    def _map(self, shares: dict[str, float]) -> None:
        """Give points to every single choice or pair; together never below 0."""
        points = self.question.points
        bounds = {"lowerBound": "0", "upperBound": decimal(points), "defaultValue": "0"}
        mapping = ET.SubElement(self.response, "mapping", bounds)
        for key, share in shares.items():
            # With every digit there is, so that thirds add up to a whole.
            value = format(Decimal(repr(share * points)), "f")
            ET.SubElement(mapping, "mapEntry", mapKey=key, mappedValue=value)
        rule = ET.SubElement(self.rules, "setOutcomeValue", identifier="SCORE")
        ET.SubElement(rule, "mapResponse", identifier="RESPONSE")

    # -- kinds ---------------------------------------------------------------------

    def _choice(self, question: Choice) -> None:
        names = [f"option-{i}" for i in range(1, len(question.options) + 1)]
        options = dict(zip(names, question.options, strict=True))
        self._declare(
            "multiple" if question.several else "single",
            "identifier",
            [n for n, o in options.items() if o.share > 0],
        )
        node = self._interaction(
            "choiceInteraction",
            shuffle=_word(question.shuffle),
            maxChoices="0" if question.several else "1",
        )
        self._map({n: o.share for n, o in options.items() if o.share})
        for name, option in options.items():
            shown = ET.SubElement(node, "simpleChoice", identifier=name)
            if option.fixed:
                shown.set("fixed", "true")
            fill(shown, html(option.text))
            if option.feedback:
                test = self._if("member" if question.several else "match")
                base = ET.SubElement(test, "baseValue", baseType="identifier")
                base.text = name
                variable(test, "RESPONSE")
                self._show(self._then, name)
                self._say(name, option.feedback)

    def _numerical(self, question: Numerical) -> None:
        key = question.answers[0]
        self._declare("single", "float", [decimal(key.value)])
        self._entry()
        condition = ET.SubElement(self.rules, "responseCondition")
        for place, number in enumerate(question.answers):
            branch = _branch(condition, place)
            reach = decimal(number.around)
            test = ET.SubElement(branch, "equal", toleranceMode="absolute")
            test.set("tolerance", f"{reach} {reach}")
            variable(test, "RESPONSE")
            base = ET.SubElement(test, "baseValue", baseType="float")
            base.text = decimal(number.value)
            self._reward(branch, number, place)

    def _typed(self, question: Text) -> None:
        self._declare("single", "string", [question.answers[0].text])
        self._entry()
        condition = ET.SubElement(self.rules, "responseCondition")
        for place, answer in enumerate(question.answers):
            branch = _branch(condition, place)
            test = ET.SubElement(branch, "stringMatch")
            test.set("caseSensitive", _word(question.case))
            test.set("substring", "false")
            variable(test, "RESPONSE")
            base = ET.SubElement(test, "baseValue", baseType="string")
            base.text = writable(answer.text)
            self._reward(branch, answer, place)

    def _matching(self, question: Matching) -> None:
        rights = list(
            dict.fromkeys([r for _, r in question.pairs] + [*question.unused])
        )
        place = {right: f"right-{i}" for i, right in enumerate(rights, 1)}
        pairs = [f"left-{i} {place[r]}" for i, (_, r) in enumerate(question.pairs, 1)]
        self._declare("multiple", "directedPair", pairs)
        self._map(dict.fromkeys(pairs, 1 / len(pairs)))
        node = self._interaction(
            "matchInteraction", shuffle="true", maxAssociations=str(len(pairs))
        )
        lefts = {
            f"left-{i}": html(left) for i, (left, _) in enumerate(question.pairs, 1)
        }
        names = {place[right]: html_text(right) for right in rights}
        for side, most in ((lefts, "1"), (names, "0")):
            half = ET.SubElement(node, "simpleMatchSet")
            for name, text in side.items():
                choice = ET.SubElement(half, "simpleAssociableChoice", identifier=name)
                choice.set("matchMax", most)
                fill(choice, text)

    def _ordering(self, question: Ordering) -> None:
        names = [f"step-{i}" for i in range(1, len(question.steps) + 1)]
        orders = [[names[i] for i in places] for places in question.orders]
        self._declare("ordered", "identifier", orders[0])
        node = self._interaction("orderInteraction", shuffle="false")
        for name, step in zip(names, question.steps, strict=True):
            fill(ET.SubElement(node, "simpleChoice", identifier=name), html(step))
        branch = _branch(ET.SubElement(self.rules, "responseCondition"), 0)
        any_of = ET.SubElement(branch, "or")
        for order in orders:
            test = ET.SubElement(any_of, "match")
            variable(test, "RESPONSE")
            wanted = ET.SubElement(test, "ordered")
            for name in order:
                ET.SubElement(wanted, "baseValue", baseType="identifier").text = name
        self._score(branch, 1.0)

    # -- marking -------------------------------------------------------------------

    def _entry(self) -> None:
        """Put a blank to type into below the question."""
        line = ET.SubElement(self.body, "p")
        line.append(ET.Element("textEntryInteraction", responseIdentifier="RESPONSE"))

    def _if(self, test: str) -> ET.Element:
        condition = ET.SubElement(self.rules, "responseCondition")
        self._then = _branch(condition, 0)
        return ET.SubElement(self._then, test)

    def _reward(self, branch: ET.Element, answer: Answer | Number, place: int) -> None:
        self._score(branch, answer.share)
        if answer.feedback:
            name = f"answer-{place + 1}"
            self._show(branch, name)
            self._say(name, answer.feedback)

    def _score(self, branch: ET.Element, share: float) -> None:
        rule = ET.SubElement(branch, "setOutcomeValue", identifier="SCORE")
        base = ET.SubElement(rule, "baseValue", baseType="float")
        base.text = decimal(share * self.question.points)

    def _show(self, branch: ET.Element, name: str) -> None:
        rule = ET.SubElement(branch, "setOutcomeValue", identifier="FEEDBACK")
        both = ET.SubElement(rule, "multiple")
        variable(both, "FEEDBACK")
        ET.SubElement(both, "baseValue", baseType="identifier").text = name

    def _say(self, name: str, markdown: str) -> None:
        feedback = ET.Element("modalFeedback", identifier=name)
        feedback.set("outcomeIdentifier", "FEEDBACK")
        feedback.set("showHide", "show")
        fill(feedback, html(markdown))
        self.said.append(feedback)


def outcome(name: str, cardinality: str, base: str) -> ET.Element:
    """Declare a variable that marking sets."""
    return ET.Element(
        "outcomeDeclaration", identifier=name, cardinality=cardinality, baseType=base
    )


def variable(node: ET.Element, name: str) -> None:
    """Refer to a variable."""
    ET.SubElement(node, "variable", identifier=name)


def fill(node: ET.Element, markup: str) -> None:
    """Put HTML of our own making into an element."""
    # It comes from `markup`, which escapes whatever an author wrote.
    inside = ET.fromstring(f"<div>{markup}</div>")  # noqa: S314
    node.text = inside.text
    node.extend(inside)


def html_text(text: str) -> str:
    """Escape a plain text."""
    from html import escape

    return escape(writable(text), quote=False)


def _branch(condition: ET.Element, place: int) -> ET.Element:
    return ET.SubElement(condition, "responseElseIf" if place else "responseIf")


def _word(value: bool) -> str:
    return "true" if value else "false"
