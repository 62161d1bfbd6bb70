"""JUnit XML: a suite per student, a case per check, for CI servers and their reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import msgspec

from grader.classroom.anonymous import Aliases
from grader.classroom.exports.plain import Read, in_order
from grader.classroom.grade_rows import Cell, Grades, Row
from grader.model import CheckResult, Judgement, Verdict
from grader.unseen import plain

# XML 1.0 cannot hold these in any form.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAGS = {
    Verdict.FAILED: "failure",
    Verdict.ERRORED: "error",
    Verdict.TIMED_OUT: "error",
    Verdict.BROKEN: "error",
    Verdict.SKIPPED: "skipped",
}


def junit_xml(grades: Grades, aliases: Aliases, read: Read) -> Iterator[bytes]:
    """Give the file in pieces, a student at a time."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="learn">\n'
    for row in in_order(grades, aliases):
        suite = _suite(aliases.of(row.student), row, grades, read)
        yield ET.tostring(suite, "utf-8", xml_declaration=False) + b"\n"
    yield b"</testsuites>\n"


def _suite(student: str, row: Row, grades: Grades, read: Read) -> ET.Element:
    suite = ET.Element("testsuite", name=_text(student))
    properties = ET.SubElement(suite, "properties")
    for name, value in (
        ("total", row.total),
        ("out_of", row.out_of),
        ("status", row.status),
    ):
        written = value if isinstance(value, str) else f"{value:g}"
        ET.SubElement(properties, "property", name=name, value=written)
    for exercise in grades.exercises:
        for case in _cases(row.cells[exercise], grades.settings[exercise].title, read):
            suite.append(case)
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    for plural, tag in (
        ("failures", "failure"),
        ("errors", "error"),
        ("skipped", "skipped"),
    ):
        suite.set(plural, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("time", f"{sum(float(c.get('time', '0')) for c in cases):.3f}")
    return suite


def _cases(cell: Cell, title: str, read: Read) -> Iterator[ET.Element]:
    classname = _text(f"{cell.exercise} {title}".strip())
    if not cell.result:
        case = ET.Element("testcase", classname=classname, name="submission", time="0")
        word = "not judged yet" if cell.state == "pending" else "nothing was handed in"
        ET.SubElement(case, "skipped", message=word)
        yield case
        return
    judgement = msgspec.json.decode(read(cell.result), type=Judgement)
    for check in judgement.checks:
        yield _case(classname, check)
    if not judgement.checks:
        case = ET.Element("testcase", classname=classname, name="checks", time="0")
        word = "no check ran: the grader's fault"
        ET.SubElement(case, "error", message=word, type=judgement.status.value)
        yield case


def _case(classname: str, check: CheckResult) -> ET.Element:
    case = ET.Element(
        "testcase",
        classname=classname,
        name=_text(f"{check.id}: {check.claim}"),
        time=f"{check.duration_ms / 1e3:.3f}",
    )
    tag = _TAGS.get(check.verdict)
    if tag == "skipped":
        ET.SubElement(case, tag, message=_said(check.message))
    elif tag:
        found = ET.SubElement(
            case, tag, message=_said(check.message), type=check.verdict.value
        )
        public = check.audience == "public"
        rows = [check.input, check.yours, check.expected] if public else []
        place = f"{check.where}  {check.code}".rstrip() if check.where else ""
        found.text = _said("\n".join(filter(None, [*rows, place])))
    return case


def _text(text: str) -> str:
    """Take out what no XML can hold."""
    return _NOT_XML.sub("", text)


def _said(text: str) -> str:
    """Write what a submission said so that all of it is seen."""
    return _text("\n".join(map(plain, text.split("\n"))))
