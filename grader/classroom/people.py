"""Find a student as a person writes them: by id, as a file shows it, by name, by alias."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from grader.classroom.anonymous import Aliases
from grader.classroom.exports.cells import text
from grader.errors import LearnError


def find_student(wanted: str, people: Mapping[str, str], aliases: Aliases) -> str:
    """Give the id of the one student who is meant.

    Parameters
    ----------
    people : mapping
        Names by id.

    Raises
    ------
    LearnError
        For one that nobody is, with the nearest, or that several are.
    """
    if wanted in people:
        return wanted
    for shown in (aliases.of, text):
        found = [id for id in people if shown(id) == wanted]
        if len(found) == 1:
            return found[0]
    found = [id for id, name in people.items() if wanted in (name, text(name))]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(sorted(map(text, found)))
        raise LearnError(
            f"several students are called {wanted!r}", fix=f"say which by the id: {ids}"
        )
    known = sorted({*map(aliases.of, people), *people.values()} - {""})
    if aliases.anonymous:
        known = sorted(map(aliases.of, people))
    near = difflib.get_close_matches(wanted, known, n=3, cutoff=0.5)
    raise LearnError(
        f"there is no student {wanted!r} in this gradebook",
        fix=f"did you mean {' or '.join(map(repr, near))}?" if near else
        "give an id as in grades.csv",
    )  # fmt: skip
