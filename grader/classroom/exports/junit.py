"""JUnit XML: a suite per student, a case per check, for CI servers and their reports."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import msgspec

from grader.classroom.anonymous import Aliases
from grader.classroom.exports.plain import Read, in_order
from grader.classroom.grade_rows import Cell, Grades, Row
from grader.junit import case_of, counted, text
from grader.model import Judgement


def junit_xml(grades: Grades, aliases: Aliases, read: Read) -> Iterator[bytes]:
    """Give the file in pieces, a student at a time."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="learn">\n'
    for row in in_order(grades, aliases):
        suite = _suite(aliases.of(row.student), row, grades, read)
        yield ET.tostring(suite, "utf-8", xml_declaration=False) + b"\n"
    yield b"</testsuites>\n"


def _suite(student: str, row: Row, grades: Grades, read: Read) -> ET.Element:
    suite = ET.Element("testsuite", name=text(student))
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
    counted(suite)
    return suite


def _cases(cell: Cell, title: str, read: Read) -> Iterator[ET.Element]:
    classname = text(f"{cell.exercise} {title}".strip())
    if not cell.result:
        case = ET.Element("testcase", classname=classname, name="submission", time="0")
        word = "not judged yet" if cell.state == "pending" else "nothing was handed in"
        ET.SubElement(case, "skipped", message=word)
        yield case
        return
    judgement = msgspec.json.decode(read(cell.result), type=Judgement)
    for check in judgement.checks:
        yield case_of(classname, check)
    if not judgement.checks:
        case = ET.Element("testcase", classname=classname, name="checks", time="0")
        word = "no check ran: the grader's fault"
        ET.SubElement(case, "error", message=word, type=judgement.status.value)
        yield case
