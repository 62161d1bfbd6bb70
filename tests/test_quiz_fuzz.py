"""Random files and answers, from a fixed seed: something is said, nothing breaks.

``LEARN_FUZZ=20`` runs twenty times as many, from other seeds.
"""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

from grader.course import Course
from grader.errors import CourseError
from grader.model import Judgement, Protection, Status
from grader.quiz.lint import lint
from grader.quiz.mark import mark
from grader.quiz.model import QuizVerdict
from grader.quiz.pose import pose
from grader.quiz.reader import quiz
from grader.quiz.source import Source

TIMES = int(os.environ.get("LEARN_FUZZ", "1"))
COUNT = 10_000
PARTS = 10

PIECES = [
    "", " ", "~", "null", "true", "yes", "0", "-1", "1e-3", "1.0e-3", ".nan", ".inf", "-.inf", "1:30",
    "2024-01-01", "'", '"', "[", "]", "{", "}", "[]", "{}", ",", ": ", ":", "- ", "? ", "| ", ">", "|\n",
    "&a ", "*a", "<<: ", "!!python/name:os.system ", "!!binary ", "!!set ", "!!int ", "!x ", "%YAML 9",
    "---\n", "...\n", "#", "\t", "\r", "\0", "\x1b[31m", "\u202e", "\ufeff", "\ud83d", "é", "𝔘", "\x85",
    "9" * 400, "9" * 5000, "x" * 300, "[" * 60, "a: " * 30, "- " * 50, "{{", "}}", "{{x}}", "{{ 1/0 }}",
    "{{x:d}}", "{{x:99999d}}", "__import__('os')", "9**9**9**9", "(a+)+b", "(?=a)", "____", "single", "multi",
    "numeric", "param", "short", "order", "match", "trace", "fill", "plot", "immediate", "withheld",
    "correct", "options", "items", "type", "id", "stem", "answer", "tolerance", "near", "params", "steps",
    "depends", "pairs", "figure", "curves", "x", "choice", "int", "float", "decimals", "rights", "keys",
]  # fmt: skip


# -- files --------------------------------------------------------------------------


def seeds_of(toy: Path) -> list[str]:
    """Good quizzes of one item each, to be spoilt."""
    text = (toy / "quizzes" / "basics.yaml").read_text("utf-8")
    _head, *items = text.split("\n  - id:")
    return [f"title: t\nitems:\n  - id:{item.rstrip()}\n" for item in items]


def spoilt(text: str, mix: random.Random) -> str:
    for _ in range(mix.randint(1, 4)):
        at = mix.randrange(len(text) + 1)
        kind = mix.randrange(6)
        if kind == 0:
            text = text[:at] + mix.choice(PIECES) + text[at:]
        elif kind == 1:
            text = text[:at] + text[at + mix.randint(1, 20) :]
        elif kind == 2:
            rows = text.split("\n")
            mix.shuffle(rows) if mix.random() < 0.1 else rows.pop(
                mix.randrange(len(rows))
            )
            text = "\n".join(rows)
        elif kind == 3:
            rows = text.split("\n")
            place = mix.randrange(len(rows))
            key, colon, _ = rows[place].partition(": ")
            rows[place] = key + colon + mix.choice(PIECES)
            text = "\n".join(rows)
        elif kind == 4:
            rows = text.split("\n")
            rows.insert(mix.randrange(len(rows) + 1), mix.choice(rows))
            text = "\n".join(rows)
        else:
            text = (
                text[:at]
                + chr(mix.choice([*range(128), 0xD7FF, 0xFFFE, 0x1F600]))
                + text[at + 1 :]
            )
    return text


def scribbled(mix: random.Random) -> str:
    return "".join(
        mix.choice(PIECES) + mix.choice(["", " ", "\n", "\n  ", "\n    ", ": "])
        for _ in range(mix.randint(1, 25))
    )


@pytest.mark.parametrize("part", range(PARTS * TIMES))
def test_random_files_are_refused_with_a_place_or_read(
    toy, tmp_path, part, comes_to_an_end
):
    mix = random.Random(part)
    good = seeds_of(toy.root)
    file = tmp_path / "sample.yaml"
    read = 0
    for _ in range(COUNT // PARTS):
        text = scribbled(mix) if mix.random() < 0.2 else spoilt(mix.choice(good), mix)
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        with comes_to_an_end(text):
            source = Source(file)
        assert (source.quiz is None) is bool(source.findings)
        for finding in source.findings:
            assert finding.line >= 1
            assert finding.column >= 1
            assert finding.what
        if source.quiz is not None:
            read += 1
            for item in source.quiz.items:
                with comes_to_an_end(text):
                    _asked(item)
    assert 0 < read < COUNT // PARTS


def _asked(item) -> None:
    """A quiz without a finding can be asked, or says which values cannot."""
    try:
        posed = pose(item, 0)
        found = mark(item, posed, "1", judge=constant)
    except CourseError:
        if item.kind != "param":
            raise
        return
    assert 0 <= found.points <= found.max_points


def test_random_files_are_linted(toy_copy, comes_to_an_end):
    mix = random.Random(99)
    good = seeds_of(toy_copy)
    course = Course(toy_copy)
    for _ in range(150 * TIMES):
        text = spoilt(mix.choice(good), mix)
        (toy_copy / "quizzes" / "sample.yaml").write_bytes(
            text.encode("utf-8", "replace")
        )
        with comes_to_an_end(text):
            said = [f.said(toy_copy) for f in lint(course, execute=False)]
        assert all(re.match(r"quizzes/\w+\.yaml:\d+:\d+: .", s) for s in said)


# -- answers ------------------------------------------------------------------------

ALPHABETS = [
    "abcdefgh", "0123456789", "a1 b2,c3;d4", "0123456789.,-+eE/% ", "−–½⅓²٣１，．∞", "\n\t\r\0\x1b\ufeff\u202e",
    "thedoubl -", "i = 01\n", "[]{}()'\"\\:;", "naifNAIF", "\ud800\udfff𝔘é", "x+*2 ()npadd,",
]  # fmt: skip


def answer(mix: random.Random) -> str:
    if mix.random() < 0.05:
        return mix.choice(
            [
                "1" * 5000,
                "a" * 30_000,
                "((" * 500,
                "1e" + "9" * 90,
                "1/" * 400,
                "a1 " * 900,
            ]
        )
    letters = "".join(mix.sample(ALPHABETS, mix.randint(1, 3)))
    return "".join(mix.choice(letters) for _ in range(mix.randint(0, 25)))


def constant(exercise: str, source: bytes) -> Judgement:
    """Judge everything wrong, without running it."""
    return Judgement(
        exercise=exercise, name="", title="", file="", submission_sha256="", exercise_sha256="",
        seed=0, status=Status.FAILED, score=0.0, max_score=1.0, protection=Protection("basic"),
        checks=(), misconceptions=(), observations=(), duration_ms=0.0, version="",
        hidden_checks=False,
    )  # fmt: skip


@pytest.mark.parametrize("part", range(TIMES))
def test_random_answers_get_a_verdict(toy, part, comes_to_an_end):
    mix = random.Random(1000 + part)
    items = [(i, [pose(i, s) for s in range(5)]) for i in quiz(toy, "basics").items]
    seen = set()
    for _ in range(COUNT):
        text = answer(mix)
        for item, posed in items:
            with comes_to_an_end((item.id, text)):
                found = mark(item, mix.choice(posed), text, judge=constant)
            assert 0 <= found.points <= found.max_points
            seen.add(found.verdict)
    assert seen == set(QuizVerdict) - {QuizVerdict.RECORDED}


def test_random_code_is_judged_for_real(toy, sandbox, comes_to_an_end):
    from grader.quiz.fill import Completions

    mix = random.Random(5)
    item = quiz(toy, "basics").item("t_fill")
    judge = Completions(toy, sandbox)
    for _ in range(40 * TIMES):
        text = answer(mix)[:2000]
        with comes_to_an_end(text):
            found = mark(item, pose(item, 0), text, judge=judge)
        assert found.verdict in set(QuizVerdict) - {QuizVerdict.RECORDED}
