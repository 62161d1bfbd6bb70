"""What the checks of an exercise claim, read without running them."""

from __future__ import annotations

import re

from grader.model import Exercise
from grader.regression import lent_claim, lent_id

_CHECK = re.compile(
    r'^def test_(?P<name>\w+)\([^()]*\)[^\n:]*:\s*\n\s+[rR]?"""(?P<claim>[^\n]*?)(?:"""|\n)',
    re.MULTILINE,
)
_ID = re.compile(r"(?P<name>\w+)\[(?P<case>.*)\]", re.DOTALL)


def claims(exercise: Exercise) -> dict[str, str]:
    """Give the claim of each check by its name, as far as it can be read."""
    found: dict[str, str] = {}
    if exercise.base is not None:
        base = exercise.base.id
        lent = claims(exercise.base).items()
        found = {lent_id(base, n): lent_claim(base, c) for n, c in lent}
    for file in (exercise.public_checks, exercise.hidden_checks):
        try:
            text = file.read_text("utf-8") if file is not None else ""
        except (OSError, UnicodeDecodeError):
            continue
        for match in _CHECK.finditer(text):
            found[match["name"]] = match["claim"].strip()
    return found


def claim(id: str, audience: str, known: dict[str, str]) -> str:
    """Say what a check claims, as `learn check` does."""
    match = _ID.fullmatch(id)
    name, case = (match["name"], match["case"]) if match else (id, "")
    said = known.get(name) or name.replace("_", " ")
    if not case:
        return said
    return f"{said} ({'case ' if audience == 'hidden' else ''}{case})"
