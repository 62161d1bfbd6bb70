"""Verdicts in the forms that other programs read: JSON, GitHub, JUnit."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import click

from grader.model import FAILING, CheckResult, Judgement, Status

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from grader.cli.main import App

Form = Literal["text", "json", "github", "junit"]

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")
_WORDS = {
    Status.PASSED: "passed",
    Status.FAILED: "not yet",
    Status.BROKEN: "not judged, the fault is ours",
    Status.UNAVAILABLE: "not judged here",
}


class Writer(Protocol):
    """What is told each verdict, and then that it was the last."""

    def add(self, judgement: Judgement, file: Path, /) -> None:
        """Take one verdict, on a file."""

    def finish(self) -> None:
        """Write what can only be written at the end."""


def writer(app: App, form: Form) -> Writer | None:
    """Make what writes in a form; None for text, which a person reads."""
    if form == "json":
        return _Json()
    if form == "github":
        return _GitHub(app)
    return _JUnit() if form == "junit" else None


class _Json:
    def add(self, judgement: Judgement, _: Path) -> None:
        click.echo(judgement.to_json())

    def finish(self) -> None:
        """Nothing is left: each was one line."""


class _GitHub:
    """Workflow commands on standard output, and the summary of the job.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """

    def __init__(self, app: App) -> None:
        self.app = app
        self.summary = os.environ.get("GITHUB_STEP_SUMMARY", "")
        self.root = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
        self.rows: list[str] = []
        self.below: list[str] = []

    def add(self, judgement: Judgement, file: Path) -> None:
        texts = {m.id: m.text for m in judgement.misconceptions}
        for check in judgement.checks:
            if check.verdict in FAILING or check.verdict == "broken":
                click.echo(self._annotation(check, file, texts))
        passed = sum(check.verdict == "passed" for check in judgement.checks)
        state = _WORDS[judgement.status]
        # A line of its own that is no command, for who reads the log.
        click.echo(
            f"{judgement.exercise} {state}: {passed} of {len(judgement.checks)} checks"
        )
        self.rows.append(
            f"| {judgement.exercise} {_prose(judgement.title)} | {state} "
            f"| {passed} of {len(judgement.checks)} "
            f"| {judgement.score:g} of {judgement.max_score:g} |"
        )
        self.below += [
            f"- **{judgement.exercise}** {_prose(text)}" for text in texts.values()
        ]

    def _annotation(self, check: CheckResult, file: Path, texts: dict[str, str]) -> str:
        said = [check.message, check.pattern]
        if check.audience == "public":
            said += [
                f"{name}: {value}"
                for name, value in (
                    ("input", check.input), ("yours", check.yours),
                    ("expected", check.expected),
                )
                if value
            ]  # fmt: skip
        if check.misconception in texts:
            said.append(texts[check.misconception or ""])
        where = _relative(file, self.root)
        line = (check.where or "").rpartition(":")[2]
        properties = {"file": where}
        if line.isdigit():
            properties["line"] = line
        properties["title"] = f"{check.id}: {check.claim}"
        named = ",".join(f"{key}={_property(v)}" for key, v in properties.items())
        return f"::error {named}::{_data(chr(10).join(filter(None, said)))}"

    def finish(self) -> None:
        if not self.summary or not self.rows:
            return
        head = ["| exercise | | checks | points |", "|---|---|---|---|"]
        below = ["", "Look into this:", "", *self.below] if self.below else []
        text = "\n".join([*head, *self.rows, *below, ""])
        try:
            with Path(self.summary).open("a", encoding="utf-8") as stream:
                stream.write(text + "\n")
        except OSError as error:
            self.app.out.note(f"the summary was not written: {error.strerror}")


class _JUnit:
    def __init__(self) -> None:
        self.suites: list[ET.Element] = []

    def add(self, judgement: Judgement, _: Path) -> None:
        from xml.etree import ElementTree as ET

        from grader.junit import case_of, counted, text

        name = text(f"{judgement.exercise} {judgement.title}")
        suite = ET.Element("testsuite", name=name)
        for check in judgement.checks:
            suite.append(case_of(name, check))
        if not judgement.checks:
            case = ET.SubElement(
                suite, "testcase", classname=name, name="checks", time="0"
            )
            told = "no check ran: the grader's fault"
            if judgement.status is Status.UNAVAILABLE:
                ET.SubElement(case, "skipped", message=_WORDS[judgement.status])
            else:
                ET.SubElement(case, "error", message=told, type=judgement.status.value)
        self.suites.append(counted(suite))

    def finish(self) -> None:
        from xml.etree import ElementTree as ET

        root = ET.Element("testsuites", name="learn")
        root.extend(self.suites)
        ET.indent(root)
        click.echo(ET.tostring(root, "utf-8", xml_declaration=True))


def _relative(file: Path, root: Path) -> str:
    """Name a file as the repository does."""
    try:
        return file.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return file.as_posix()


def _data(text: str) -> str:
    """Write a command's message so that it stays one line and one command."""
    text = _CONTROL.sub(lambda m: "\n" if m[0] in "\r\u2028\u2029" else "?", text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _prose(text: str) -> str:
    """Write a text into Markdown so that it is only text."""
    flat = " ".join(_CONTROL.sub(" ", text).split())
    return _MARKDOWN.sub(r"\\\1", flat)
