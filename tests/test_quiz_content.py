"""The quizzes of the real course: complete, clear, and free of its sources' errors.

Numbers that are answers are tested in `test_quiz_keys.py`, facts that options state in
`test_quiz_facts.py`.
"""

from __future__ import annotations

import collections
import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course import Course
from grader.judge import Judge
from grader.model import Status
from grader.quiz.lint import lint
from grader.quiz.mark_typed import completed
from grader.quiz.model import (
    Fill,
    Match,
    Multi,
    Numeric,
    Order,
    Param,
    Plot,
    Short,
    Single,
    Trace,
)
from grader.quiz.reader import quizzes
from grader.quiz.source import Source

ROOT = Path(__file__).parent.parent
COURSE = Course(ROOT)
QUIZZES = quizzes(COURSE)
ITEMS = {item.id: item for quiz in QUIZZES for item in quiz.items}
TYPES = {
    Fill, Match, Multi, Numeric, Order, Param, Plot, Short, Single, Trace,
}  # fmt: skip
LINES = {"000": 1044, "001": 241, "002": 400, "003": 583, "004": 164}

UNKIND = re.compile(
    r"\b(just|simply|obviously|of course|trivial|easy|clearly|stupid|silly|lazy|"
    r"please)\b", re.IGNORECASE
)  # fmt: skip

pytestmark = pytest.mark.course


def of_type(*types):
    return {id: item for id, item in ITEMS.items() if isinstance(item, types)}


def right(id):
    """The text of the one right option."""
    return next(o.text for o in ITEMS[id].options if o.correct)


def texts(item):
    """What a learner can read of an item, with where it stands."""
    yield "stem", item.stem
    yield "explanation", item.explanation
    yield from (("hint", hint) for hint in item.hints)
    for option in getattr(item, "options", ()):
        yield "right" if option.correct else "wrong", option.text
        yield "why", option.why
    for slip in (*getattr(item, "near", ()), *getattr(item, "wrong_code", ())):
        yield "why", slip.why
    for pair in getattr(item, "pairs", ()):
        yield "pair", f"{pair.left}: {pair.right}. {pair.why}"
    if isinstance(item, Plot):
        yield "alt", item.figure.alt


# -- complete ----------------------------------------------------------------------


def test_every_item_of_the_plan_is_there():
    plan = {f"kc{n}" for n in range(1, 7)} | {f"q{n:02d}" for n in range(1, 116)}

    assert len(plan) == 121
    assert plan <= set(ITEMS)
    check = next(q for q in QUIZZES if q.id == "knowledge_check")
    assert [i.id for i in check.items] == [f"kc{n}" for n in range(1, 7)]


def test_all_ten_types_are_used():
    count = collections.Counter(type(item) for item in ITEMS.values())

    assert set(count) == TYPES
    assert min(count[t] for t in (Short, Fill, Plot, Order)) >= 5


def test_every_unit_has_a_quiz_of_a_sitting():
    assert {u.id for u in COURSE.file.units} == {q.unit for q in QUIZZES if q.unit}
    sizes = {q.id: len(q.items) for q in QUIZZES if q.unit}
    assert {id: n for id, n in sizes.items() if not 10 <= n <= 18} == {}


def test_every_concept_has_three_items():
    count = collections.Counter(c for item in ITEMS.values() for c in item.concepts)
    concepts = {c.id for c in COURSE.file.concepts}

    assert {c: count[c] for c in concepts if count[c] < 3} == {}


def test_no_concept_needs_itself():
    needs = {c.id: set(c.needs) for c in COURSE.file.concepts}
    while free := {c for c, before in needs.items() if not before & set(needs)}:
        needs = {c: before for c, before in needs.items() if c not in free}

    assert needs == {}


# -- clear -------------------------------------------------------------------------


@pytest.mark.parametrize("id", ITEMS)
def test_every_answer_is_explained(id):
    """Each option, right or wrong, each slip and each pair says why."""
    item = ITEMS[id]
    reasons = [o.why for o in getattr(item, "options", ())]
    reasons += [n.why for n in getattr(item, "near", ())]
    reasons += [w.why for w in getattr(item, "wrong_code", ())]
    reasons += [p.why for p in getattr(item, "pairs", ())]

    assert all(len(why.split()) >= 3 for why in reasons)
    assert item.explanation or getattr(item, "options", ())
    if isinstance(item, (Numeric, Param, Short, Fill)):
        assert getattr(item, "near", ()) or getattr(item, "wrong_code", ())


@pytest.mark.parametrize("id", ITEMS)
def test_hard_items_have_hints(id):
    item = ITEMS[id]

    assert len(item.hints) in ((0,) if item.difficulty == 1 else (1, 2))


@pytest.mark.parametrize("id", of_type(Single, Plot, Trace))
def test_the_right_option_does_not_stand_out(id):
    """A learner who picks the longest option learns nothing."""
    options = ITEMS[id].options
    longest = max((len(o.text) for o in options if not o.correct), default=0)
    key = max((len(o.text) for o in options if o.correct), default=0)

    assert key <= max(1.5 * longest, 15)


def test_the_longest_option_is_a_bad_guess():
    singles = of_type(Single)
    hits = [
        id for id, s in singles.items()
        if max(s.options, key=lambda o: len(o.text)).correct
    ]  # fmt: skip

    assert len(hits) < 0.4 * len(singles)


@pytest.mark.parametrize("id", of_type(Multi))
def test_several_answers_are_asked_for_in_words(id):
    item = ITEMS[id]

    assert "Select all that apply." in item.stem
    assert 0 < sum(o.correct for o in item.options) < len(item.options)


@pytest.mark.parametrize("id", ITEMS)
def test_sources_exist(id):
    for part in filter(None, ITEMS[id].source.split("; ")):
        found = re.fullmatch(r"text (\d{3}), line (\d+)", part)

        assert found is not None
        assert 1 <= int(found[2]) <= LINES[found[1]]


def test_items_of_the_plan_name_their_source():
    assert [
        i for i in ITEMS if re.fullmatch(r"(kc|q)\d+", i) and not ITEMS[i].source
    ] == []


@pytest.mark.parametrize("id", ITEMS)
def test_sentences_are_kind(id):
    for _, text in texts(ITEMS[id]):
        assert not UNKIND.search(text), text
        assert "!" not in re.sub(r"`[^`]*`", "", text), text


# -- true: programs and completions --------------------------------------------------


def test_lint_finds_nothing(sandbox):
    assert lint(COURSE, sandbox) == []


@pytest.mark.parametrize("id", of_type(Trace))
def test_a_program_prints_what_the_item_says(id):
    """Plain Python says the same as the sandbox, and nothing on stderr."""
    item = ITEMS[id]
    ran = subprocess.run(
        [sys.executable, "-I", "-c", item.program],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert (ran.stdout, ran.stderr) == (item.output, "")


@pytest.mark.parametrize("id", of_type(Fill))
def test_a_slip_is_named_as_the_exercise_names_it(id, sandbox):
    """The exercise's diagnosis never contradicts the reason that the quiz gives."""
    item = ITEMS[id]
    judge = Judge(COURSE.exercise(item.exercise), sandbox, COURSE.file.seed)
    whole = judge.judge(completed(item.template, item.answer_code).encode())

    assert whole.status is Status.PASSED
    for wrong in item.wrong_code:
        judged = judge.judge(completed(item.template, wrong.code).encode())
        named = {c.misconception for c in judged.checks if c.misconception}

        assert judged.status is not Status.PASSED
        assert named <= {wrong.misconception}, wrong.code


# -- the errors of the sources ---------------------------------------------------------

NEVER = {
    "a temperature table with wrong entries": r"0\.39, 0\.33|0\.33, 0\.28|\(0?\.99, 0?\.01",
    "approximation of anything": r"(approximate|learn|model) (almost )?any (function|pattern)",
    "years and winters": r"\b195[78]\b|AI winter|86 billion",
    "squared error forbidden": r"never use (MSE|mean)",
    "an update as a part of backpropagation": r"backprop\w* (updates|changes) (the )?weights",
    "tanh without its limit": r"tanh (always )?has (the )?(stronger|larger) gradient",
}


@pytest.mark.parametrize("error", NEVER)
def test_no_known_error_is_repeated(error):
    """Only a wrong option may say it."""
    found = [
        (id, where, text)
        for id, item in ITEMS.items()
        for where, text in texts(item)
        if where != "wrong" and re.search(NEVER[error], text, re.IGNORECASE)
    ]

    assert found == []


def test_conventions_of_the_course():
    assert ITEMS["q03"].output == "1 0 0\n"  # strict step
    assert ITEMS["q16"].output.endswith("[0.0, 0.0, 1.0]\n")  # slope 0 of ReLU at 0
    assert "pre-activation" in right("q17")  # not: the output becomes negative
    assert right("q55") == "that of binary cross-entropy"
    assert "training" in right("q93")  # scaling is fitted on the training rows
    assert right("q114").startswith("NameError")


def test_the_examples_of_the_readme_can_be_asked(tmp_path):
    text = (ROOT / "quizzes" / "README.md").read_text("utf-8")
    example = tmp_path / "example.yaml"
    example.write_text(re.search(r"```yaml\n(.*?)```", text, re.DOTALL)[1], "utf-8")

    source = Source(example, None)

    assert source.findings == []
    assert {type(item) for item in source.quiz.items} == TYPES
