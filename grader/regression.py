"""What an exercise keeps of the one that it builds on.

With ``regression: true`` the hidden checks of the exercise in ``starts_from:`` run
once more, unchanged and with the inputs that they have there, on the file that went
on from it.  They are worth nothing; all of them have to pass.
"""

from __future__ import annotations

from pathlib import Path

from grader.model import Exercise


def lent_checks(exercise: Exercise) -> Path | None:
    """Give the base's hidden checks, which run where the exercise's own are at hand."""
    if exercise.base is None or exercise.reference is None:
        return None
    return exercise.reference.with_name(exercise.base.slug) / "test_hidden.py"


def lent_id(base: str, check: str) -> str:
    """Name a check of `base` where it runs once more."""
    return f"{base}_{check}"


def lent_claim(base: str, claim: str) -> str:
    """Say what a check of `base` claims where it runs once more."""
    return f"Still as in {base}: {claim}"


def beliefs(exercise: Exercise) -> dict[str, str]:
    """Give the texts of all misconceptions that can be named: its base's as well."""
    lent = exercise.base.misconceptions if exercise.base else {}
    return lent | exercise.misconceptions


def folders(exercise: Exercise) -> list[Path]:
    """Give the folders that judging reads: its own, and those of its base."""
    every = [exercise.folder, exercise.reference]
    if exercise.base is not None:
        every += [exercise.base.folder, exercise.base.reference]
    return [folder for folder in every if folder is not None]
