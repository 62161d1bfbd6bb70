"""The quizzes of the real course: complete, clear, and free of its sources' errors.

Numbers are tested in `test_quiz_keys.py`.
"""

from __future__ import annotations

import collections
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from grader.course import Course
from grader.judge import Judge
from grader.model import Status
from grader.quiz.lint import lint
from grader.quiz.mark import completed
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


# -- true: facts that options state ---------------------------------------------------


def softmax(z):
    e = np.exp(np.asarray(z, dtype=float))
    return e / e.sum()


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-np.asarray(z, dtype=float)))


def test_temperature_numbers():
    scores = np.array([2, 1, 0.5])
    shown = {o.text: o.why for o in ITEMS["q27"].options}

    assert np.allclose(softmax(scores / 5), [0.39, 0.32, 0.29], atol=0.005)
    for T, decimals in (("5", 3), ("1", 3), ("0.5", 3)):
        numbers = ", ".join(f"{p:.{decimals}f}" for p in softmax(scores / float(T)))
        assert f"({numbers})" in shown[T]
    assert f"{softmax(scores / 0.2)[0]:.3f}" in shown["0.2"]
    assert right("q27") == "5"


def test_tanh_is_steeper_only_near_zero():
    z = np.linspace(0, 5, 50001)
    s = sigmoid(z)
    smaller = 1 - np.tanh(z) ** 2 < s * (1 - s)

    assert z[smaller.argmax()] == pytest.approx(1.66, abs=0.005)
    assert smaller[smaller.argmax() :].all()
    assert "above about 1.66" in right("q15")


def test_the_race_of_the_optimisers():
    def slope(w):
        return w * [2.0, 6.0]

    plain = heavy = adam = np.array([4.0, 3.0])
    v, m, s = np.zeros(2), np.zeros(2), np.zeros(2)
    for t in range(1, 21):
        plain = plain - 0.1 * slope(plain)
        v = 0.9 * v - 0.1 * slope(heavy)
        heavy = heavy + v
        m, s = 0.9 * m + 0.1 * slope(adam), 0.999 * s + 0.001 * slope(adam) ** 2
        adam = adam - 0.1 * m / (1 - 0.9**t) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
    left = [f"{w @ (w * [1, 3]):.{d}f}" for w, d in ((plain, 3), (heavy, 1), (adam, 1))]

    assert left == ["0.002", "3.2", "8.1"]
    assert (
        "gradient descent {}, momentum {}, Adam {}".format(*left) in ITEMS["q82"].stem
    )
    assert "no general ranking" in right("q82")


def first_step_of_adam(g, mean_corrected, square_corrected):
    m, s = 0.1 * g, 0.001 * g**2
    return (
        0.1
        * m
        / (0.1 if mean_corrected else 1)
        / np.sqrt(s / (0.001 if square_corrected else 1))
    )


def test_first_step_of_adam():
    assert first_step_of_adam(500, True, True) == pytest.approx(0.1)
    assert first_step_of_adam(500, False, True) == pytest.approx(0.01)
    assert first_step_of_adam(500, False, False) == pytest.approx(0.316, abs=0.001)
    assert right("q80") == "about 0.1"


def trained_from_zero(activation, slope):
    """Train 2-4-1 from zeros; return the hidden weights and the output weights."""
    X = np.random.default_rng(0).normal(size=(2, 60))
    Y = (X.sum(axis=0, keepdims=True) > 0.3).astype(float)
    W1, b1, W2, b2 = (
        np.zeros((4, 2)),
        np.zeros((4, 1)),
        np.zeros((1, 4)),
        np.zeros((1, 1)),
    )
    for _ in range(200):
        Z1 = W1 @ X + b1
        A1 = activation(Z1)
        dZ2 = (sigmoid(W2 @ A1 + b2) - Y) / X.shape[1]
        dZ1 = W2.T @ dZ2 * slope(Z1)
        W2, b2 = W2 - dZ2 @ A1.T, b2 - dZ2.sum(axis=1, keepdims=True)
        W1, b1 = W1 - dZ1 @ X.T, b1 - dZ1.sum(axis=1, keepdims=True)
    return W1, W2, b2


def test_zero_weights():
    W1, W2, b2 = trained_from_zero(np.tanh, lambda z: 1 - np.tanh(z) ** 2)
    assert not W1.any()
    assert not W2.any()
    assert b2.all()
    assert "only the output bias" in right("q71")

    W1, W2, _ = trained_from_zero(sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z)))
    assert W1.all()
    assert W2.all()
    assert np.ptp(W1, axis=0).max() < 1e-12
    assert "learns" in right("q72")
    assert "equal" in right("q72")


def test_swish_and_leaky_relu():
    z = np.linspace(-8, 8, 160001)
    swish = z * sigmoid(z)
    assert swish.min() == pytest.approx(-0.278, abs=0.001)
    assert z[swish.argmin()] == pytest.approx(-1.28, abs=0.01)
    assert np.gradient(swish, z).max() == pytest.approx(1.1, abs=0.01)

    fits = {
        a: np.array_equal(np.maximum(a * z, z), np.where(z > 0, z, a * z))
        for a in (-0.5, 0.0, 0.01, 0.3, 1.0, 1.5, 2.0)
    }
    assert [a for a, same in fits.items() if same] == [-0.5, 0.0, 0.01, 0.3, 1.0]
    assert right("q19") == "for every alpha up to 1"


def test_a_guard_inside_the_logarithm():
    loss = -(1 * np.log(1 + 1e-8) + 0 * np.log(1 - 1 + 1e-8))

    assert loss < 0
    assert right("q49") == "about -1e-8"


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
