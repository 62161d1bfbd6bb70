"""How learning management systems name what they give out.

Canvas (``lib/content_zipper.rb`` of its source), *Download Submissions*::

    lastfirst_123_456_name.py           user 123, attachment 456
    lastfirst_LATE_123_456_name-1.py    late; -1: a file of that name came before
    LATE_anon_x1Y2z_456_name.py         anonymous marking
    lastfirst_123_text.html             typed into the page: no file

Moodle (``mod/assign/classes/downloader.php``), *Download all submissions*::

    Full Name_123_assignsubmission_file/name.py      a folder each, also file_/
    Full Name_123_assignsubmission_file_name.py      or none
    Full Name_123_assignsubmission_onlinetext/…      typed into the page: no file

The number is the participant's in this one assignment, the ``Participant 123`` of
its grading worksheet.

Gradescope, *Export Submissions*: a folder each and ``submission_metadata.yml``.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, BinaryIO, NamedTuple

from grader.classroom.intake.nodes import Refused
from grader.classroom.model import Student, readable

METADATA = "submission_metadata.yml"
MAX_METADATA = 32 << 20
MAX_SUBMITTERS = 20

_CANVAS = re.compile(
    r"(?:(?P<name>(?!LATE_).*?)_)??(?P<late>LATE_)?(?P<user>\d+|anon_[A-Za-z0-9]+)"
    r"_(?:(?P<attachment>\d+)_(?P<file>.+)|(?P<typed>text|link)\.html)",
    re.S,
)
_MOODLE = re.compile(
    r"(?P<name>.*?)(?:_(?P<user>\d+))?_assignsubmission_(?P<plugin>[a-z0-9]+)"
    r"(?:_(?P<file>.*))?",
    re.S,
)


class Mark(NamedTuple):
    """What a name tells: whose it is, and which file; "" for a folder."""

    student: Student
    file: str
    late: bool | None = None
    problem: str = ""


def canvas(name: str) -> Mark | None:
    """Read the name of a file as Canvas makes it, None for another."""
    match = _CANVAS.fullmatch(name)
    if match is None:
        return None
    student = Student(match["user"], readable(match["name"] or match["user"]))
    problem = ""
    if match["typed"]:
        kind = "a text" if match["typed"] == "text" else "a link"
        problem = f"it is {kind} typed into Canvas, not a file"
    return Mark(student, match["file"] or name, match["late"] is not None, problem)


def moodle(name: str) -> Mark | None:
    """Read the name of a folder or file as Moodle makes it, None for another."""
    match = _MOODLE.fullmatch(name)
    if match is None:
        return None
    full = readable(match["name"])
    problem = ""
    if match["plugin"] != "file":
        problem = "it is a text typed into Moodle, not a file"
    return Mark(
        Student(match["user"] or full, full), match["file"] or "", None, problem
    )


class Export(NamedTuple):
    """What Gradescope says about one submission: who made it, when (UTC)."""

    students: tuple[Student, ...]
    submitted_at: str | None


def gradescope(stream: BinaryIO) -> dict[str, Export]:
    """Read Gradescope's list of submissions, by folder.

    Only names, ids and times are kept while it streams by: it also holds every
    earlier result, and may be long.

    Raises
    ------
    Refused
        When it is no such list.
    """
    import yaml

    found: dict[str, Export] = {}
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    reader = _Metadata(found)
    try:
        for event in yaml.parse(stream, Loader=loader):
            reader.take(event)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Refused("it is not the list that Gradescope exports") from error
    if not found:
        raise Refused("it lists no submission")
    return found


class _Metadata:
    """Follow YAML events: ``folder: {:submitters: [{:name: …}], :created_at: …}``."""

    def __init__(self, found: dict[str, Export]) -> None:
        self._found = found
        self._path: list[str | None] = []
        """Of each open mapping or list the key in hand; None before a key."""
        self._is_list: list[bool] = []
        self._people: list[dict[str, str]] = []
        self._created: str | None = None

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        if kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._open(is_list=kind == "SequenceStartEvent")
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._close()
        elif kind == "ScalarEvent":
            self._scalar(event.value)
        elif kind == "AliasEvent":
            self._scalar("")

    def _open(self, *, is_list: bool) -> None:
        if len(self._path) > 40:
            raise ValueError("nested too deep")
        if self._in_people() and not is_list and len(self._people) < MAX_SUBMITTERS:
            self._people.append({})
        self._path.append("" if is_list else None)
        self._is_list.append(is_list)

    def _close(self) -> None:
        if not self._path:
            return
        self._path.pop()
        self._is_list.pop()
        if len(self._path) == 1 and self._path[0]:
            self._finish(self._path[0])
        self._value_read()

    def _scalar(self, value: str) -> None:
        if not self._path:
            return
        if not self._is_list[-1] and self._path[-1] is None:
            self._path[-1] = value
            return
        if self._path[1:] == [":created_at"]:
            self._created = value
        elif len(self._path) == 4 and self._path[1] == ":submitters" and self._people:
            self._people[-1][str(self._path[3])] = value
        self._value_read()

    def _value_read(self) -> None:
        if self._path and not self._is_list[-1]:
            self._path[-1] = None

    def _in_people(self) -> bool:
        return self._path[1:] == [":submitters", ""]

    def _finish(self, folder: str) -> None:
        students = tuple(_person(p, folder) for p in self._people) or (
            Student(readable(folder), readable(folder)),
        )
        self._found[folder] = Export(students, utc(self._created))
        self._people, self._created = [], None


def _person(said: dict[str, str], folder: str) -> Student:
    id = said.get(":sid") or said.get(":email") or said.get(":name") or folder
    return Student(readable(id), readable(said.get(":name") or id))


def utc(text: str | None) -> str | None:
    """Give a time with a zone as UTC, ISO 8601 to the second; None for no such."""
    if text is None or len(text) > 64:
        return None
    # Ruby's form has a space before the zone and nine digits of a second.
    tidy = re.sub(r"\.\d+", "", text.strip())
    tidy = re.sub(r" (?=[+-]\d\d:?\d\d$)", "", tidy.removesuffix(" UTC"))
    if text.strip().endswith(" UTC"):
        tidy += "Z"
    try:
        at = datetime.datetime.fromisoformat(tidy)
        if at.tzinfo is None:
            return None
        return at.astimezone(datetime.UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return None
