"""Export: a quiz of the course as one file of another program."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, get_args

from grader.errors import LearnError
from grader.quiz.interchange import gift, moodle, package
from grader.quiz.interchange.lower import questions
from grader.quiz.interchange.neutral import Notes
from grader.quiz.model import Quiz

Format = Literal["gift", "moodle-xml", "qti21"]
FORMATS: tuple[Format, ...] = get_args(Format)
ENDINGS: dict[Format, str] = {
    "gift": ".gift.txt",  # Moodle takes GIFT from text files only
    "moodle-xml": ".moodle.xml",
    "qti21": ".qti21.zip",
}
VARIANTS = 5


class Exported(NamedTuple):
    """A file, and what it does not hold as the quiz does.

    Attributes
    ----------
    name : str
        To save it by.
    """

    name: str
    content: bytes
    notes: Notes


def export(
    quiz: Quiz, form: Format, *, variants: int = VARIANTS, seed: int = 0
) -> Exported:
    """Write a quiz in another format; the same arguments give the same bytes.

    Parameters
    ----------
    variants : int
        How many questions stand for an item whose numbers are drawn.
    seed : int
        From which on these are drawn, and the order of steps and sides.

    Raises
    ------
    LearnError
        When the quiz withholds its keys and they are not at hand.
    CourseError
        When an item cannot be posed.
    """
    if not quiz.has_keys:
        raise LearnError(
            f"the keys of the quiz {quiz.id!r} are withheld",
            where=str(quiz.file),
            fix="export it where reference/ is, in the instructor's course",
        )
    notes = Notes()
    if quiz.keys == "withheld":
        notes.add("the file holds keys that learners must not get", quiz.id)
    notes.add("the pass mark and when feedback is shown are set in the LMS", quiz.id)
    asked = questions(quiz, variants, seed, notes)
    content: bytes
    if form == "gift":
        content = gift.write(quiz.title, asked, notes).encode()
    elif form == "moodle-xml":
        content = moodle.write(quiz.title, asked, notes)
    else:
        # What an XML schema takes for a name, for tools that test for it.
        id = re.sub(r"[^A-Za-z0-9_.-]", "-", quiz.id)
        content = package.write(id, quiz.title, asked, notes)
    return Exported(quiz.id + ENDINGS[form], content, notes)
