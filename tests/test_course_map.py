"""The course's map of concepts: each is taught and asked, and none before what it needs.

That `needs` names concepts and goes in no circle, `learn dev lint` says of any course.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.course import Course
from grader.quiz.reader import quizzes

COURSE = Course(Path(__file__).parent.parent)
CONCEPTS = {c.id: c for c in COURSE.file.concepts}

pytestmark = pytest.mark.course


def first_taught() -> dict[str, int]:
    """The position of the first exercise that teaches a concept."""
    first: dict[str, int] = {}
    for exercise in COURSE.exercises():
        for id in exercise.spec.concepts:
            first.setdefault(id, exercise.spec.position)
    return first


def test_every_concept_has_an_exercise():
    assert sorted(set(CONCEPTS) - set(first_taught())) == []


def test_every_concept_has_a_quiz_item():
    asked = {c for q in quizzes(COURSE) for item in q.items for c in item.concepts}

    assert sorted(set(CONCEPTS) - asked) == []
    assert sorted(asked - set(CONCEPTS)) == []


def test_no_concept_is_taught_before_what_it_needs():
    first = first_taught()
    early = [
        (id, other)
        for id, concept in CONCEPTS.items()
        for other in concept.needs
        if id in first and other in first and first[other] > first[id]
    ]

    assert early == []
