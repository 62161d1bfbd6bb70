"""One check as a case of JUnit XML, for CI servers and their reports."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from grader.model import CheckResult, Verdict
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


def case_of(classname: str, check: CheckResult) -> ET.Element:
    """Write one check as a case; of a hidden one nothing but what learners are told."""
    case = ET.Element(
        "testcase",
        classname=classname,
        name=text(f"{check.id}: {check.claim}"),
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


def counted(suite: ET.Element) -> ET.Element:
    """Say in a suite how many of its cases are what, and how long they took."""
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


def text(raw: str) -> str:
    """Take out what no XML can hold."""
    return _NOT_XML.sub("", raw)


def _said(raw: str) -> str:
    """Write what a submission said so that all of it is seen."""
    return text("\n".join(map(plain, raw.split("\n"))))
