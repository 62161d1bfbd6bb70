"""What learners read is calm and plain: no belittling, no blame, no shouting."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from grader.course import Course
from grader.judge.engine import Engine

ROOT = Path(__file__).parent.parent
COURSE = Course.find(ROOT)
EXERCISES = COURSE.exercises()

UNKIND = re.compile(
    r"\b(just|simply|obviously|of course|trivial|easy|clearly|stupid|silly|lazy|"
    r"you failed|your fault|wrong again|please)\b",
    re.I,
)


def texts_of(exercise) -> list[str]:
    """Hints, misconceptions, claims and the task's own sentences."""
    hints = [rung for ladder in exercise.spec.hints.values() for rung in ladder]
    claims = [check.claim for check in Engine(exercise).checks]
    return [*hints, *exercise.misconceptions.values(), *claims]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_a_course_s_sentences_are_kind(exercise):
    for text in texts_of(exercise):
        assert not UNKIND.search(text), text
        assert not re.search(r"!(?!=)", re.sub(r"`[^`]*`", "", text)), text


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_claims_and_misconceptions_are_sentences(exercise):
    for text in exercise.misconceptions.values():
        assert text[0].isupper() or text[0] == "`", text
        assert text.rstrip().endswith((".", "?")), text
        assert len(text.split()) >= 8, text
    for check in Engine(exercise).checks:
        assert check.claim[0].isupper() or not check.claim[0].isalpha(), check.claim
        assert not check.claim.endswith("."), check.claim
        assert len(check.claim) <= 100, check.claim


@pytest.mark.parametrize(
    "file", sorted((ROOT / "grader").rglob("*.py")), ids=lambda f: f.stem
)
def test_the_platform_s_own_sentences_are_kind(file):
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not re.search(
                r"\b(simply|obviously|stupid|please)\b", node.value, re.I
            )


@pytest.mark.parametrize(
    "file", sorted((ROOT / "grader").rglob("*.py")), ids=lambda f: f.stem
)
def test_the_platform_never_mentions_a_topic_of_the_course(file):
    text = file.read_text("utf-8").lower()

    for exercise in EXERCISES:
        assert exercise.name not in text
    for topic in ("softmax", "perceptron", "xor", "neuron", "relu", "sigmoid"):
        assert topic not in text, topic
