"""Posing and marking: deterministic, total, and right for every type of item."""

from __future__ import annotations

import itertools
import math
import random
import subprocess
import sys
import textwrap

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import BrokenError, CourseError
from grader.model import Status
from grader.quiz import order
from grader.quiz.fill import Completions
from grader.quiz.given import one_slip
from grader.quiz.mark import mark
from grader.quiz.mark_typed import completed
from grader.quiz.model import Item, QuizVerdict, fingerprint
from grader.quiz.pose import pose, pose_all
from grader.quiz.reader import quiz

RIGHT, PARTLY, WRONG, INVALID, BLANK = (
    QuizVerdict.RIGHT, QuizVerdict.PARTLY, QuizVerdict.WRONG, QuizVerdict.INVALID,
    QuizVerdict.UNANSWERED,
)  # fmt: skip


@pytest.fixture(scope="module")
def items(toy):
    return {item.kind: item for item in quiz(toy, "basics").items}


def made(text: str) -> Item:
    common = {"id": "x1", "stem": "?", "concepts": ["c"], "difficulty": 1}
    return msgspec.convert(common | yaml.safe_load(textwrap.dedent(text)), Item)


def marked(item, answer, seed=0, **options):
    return mark(item, pose(item, seed), answer, **options)


def letters(item, *texts, seed=0):
    shown = pose(item, seed).choices
    return " ".join(c.label for t in texts for c in shown if c.text == t)


# -- posing ------------------------------------------------------------------------


def test_a_seed_shows_the_same_on_every_machine(items):
    """These very orders and numbers: a change would re-shuffle stored answers."""
    assert [c.text for c in pose(items["single"], 0).choices] == ORDER_OF_SEED_0
    assert [c.text for c in pose(items["single"], 7).choices] == ORDER_OF_SEED_7
    assert pose(items["param"], 0).values == VALUES_OF_SEED_0
    assert pose(items["param"], 7).values == VALUES_OF_SEED_7


ORDER_OF_SEED_0 = ["6", "9", "-6", "None of these"]
ORDER_OF_SEED_7 = ["-6", "9", "6", "None of these"]
VALUES_OF_SEED_0 = {"x": -2, "k": 1, "t": 0.1}
VALUES_OF_SEED_7 = {"x": 3, "k": 1, "t": 0.8}


def test_asking_again_with_the_seed_changes_nothing_in_another_process(toy):
    program = (
        "import sys, msgspec; from pathlib import Path; from grader.course import Course\n"
        "from grader.quiz.reader import quiz; from grader.quiz.pose import pose_all\n"
        "q = quiz(Course(Path(sys.argv[1])), 'basics')\n"
        "sys.stdout.buffer.write(msgspec.json.encode(pose_all(q, 3)))"
    )
    there = subprocess.run(
        [sys.executable, "-c", program, str(toy.root)], capture_output=True, check=True
    )

    assert there.stdout == msgspec.json.encode(pose_all(quiz(toy, "basics"), 3))


def test_seeds_differ_and_every_order_of_the_free_options_occurs(items):
    seen = {tuple(c.text for c in pose(items["single"], s).choices) for s in range(200)}

    assert len(seen) == math.factorial(3)
    assert {texts[-1] for texts in seen} == {"None of these"}


def test_without_shuffling_options_stand_as_in_the_file(items):
    for seed in range(20):
        shown = pose(items["single"], seed, shuffle=False).choices
        assert [c.text for c in shown] == ["6", "9", "-6", "None of these"]


def test_pinned_options_stay_first_and_last():
    item = made("""
        type: single
        options:
          - {text: last, pin: last}
          - {text: first, pin: first}
          - {text: a, correct: true}
          - {text: b}
    """)
    for seed in range(20):
        texts = [c.text for c in pose(item, seed).choices]
        assert (texts[0], texts[-1]) == ("first", "last")


def test_steps_are_never_shown_as_in_the_file(items):
    item = items["order"]
    for seed in range(100):
        assert [c.text for c in pose(item, seed).choices] != list(item.steps.values())


def test_what_is_shown_does_not_depend_on_the_key(items):
    """A learner without the keys and an instructor with them mean the same by `2 1 3`."""
    for seed in range(40):
        for item in items.values():
            posed, without = pose(item, seed), pose(bare(item), seed)
            assert (posed.choices, posed.rights) == (without.choices, without.rights), (
                item.id
            )
            assert (posed.stem, posed.values) == (without.stem, without.values)


def bare(item: Item) -> Item:
    """Return the item as a quiz that withholds its keys has it."""
    made = msgspec.structs.asdict(item)
    changes: dict[str, object] = {}
    for name, nothing in (("answer", None), ("tolerance", None), ("near", ()), ("answers", ()),
                          ("pattern", None), ("depends", {}), ("output", None), ("unused", ()),
                          ("answer_code", None), ("wrong_code", ()), ("explanation", "")):  # fmt: skip
        if name in made:
            changes[name] = nothing
    if "options" in made:
        changes["options"] = tuple(
            type(o)(text=o.text, pin=o.pin) for o in made["options"]
        )
    if "pairs" in made:
        rights = [p.right for p in made["pairs"]]
        changes["pairs"] = tuple(type(p)(left=p.left) for p in made["pairs"])
        changes["rights"] = (*made["unused"], *reversed(rights))
    return msgspec.structs.replace(item, **changes)


def test_right_sides_do_not_give_themselves_away_by_their_place(items):
    first = {pose(items["match"], s).rights[0].text for s in range(100)}

    assert first == {"two", "four", "six", "eight"}


def test_what_is_shown_holds_nothing_of_the_key(toy):
    for item in quiz(toy, "basics").items:
        text = msgspec.json.encode(pose(item, 0)).decode()
        for secret in (
            "squared",
            "correct",
            "Twice one.",
            "That is",
            "2 * x",
            "x ** 2",
        ):
            assert secret not in text.replace("x squared", ""), item.id


def test_values_and_formulas_stand_in_the_texts(items):
    for seed in range(50):
        posed = pose(items["param"], seed)
        x, k, t = (posed.values[n] for n in "xkt")
        assert posed.stem == f"What is twice {x}, plus {k + 0.5:.2f}?"
        assert x != 0
        assert 0 < t <= 1
        assert t == round(t, 1)


def test_a_requirement_that_nothing_meets_is_the_courses_fault():
    item = made("""
        type: param
        params: {x: {int: [1, 2]}}
        require: x > 2
        answer: x
        tolerance: {abs: 0}
    """)
    with pytest.raises(CourseError, match="require"):
        pose(item, 0)


def test_every_type_says_what_to_type(toy):
    for posed in pose_all(quiz(toy, "basics"), 0):
        assert posed.form.endswith(".")
    forms = {p.kind: p.form for p in pose_all(quiz(toy, "basics"), 0)}
    assert "all that apply" in forms["multi"]


def test_how_exact_a_number_must_be_is_said(items):
    assert pose(items["numeric"], 0).accuracy == "exactly"
    exact = made("{type: numeric, answer: 2, tolerance: {abs: 0}}")
    both = made("{type: numeric, answer: 2, tolerance: {abs: 0.1, rel: 0.05}}")
    assert pose(exact, 0).accuracy == "exactly"
    assert pose(both, 0).accuracy == "± 0.1 or ± 5 %"


# -- single, multi, plot ------------------------------------------------------------


def test_one_right_option(items):
    item = items["single"]
    found = marked(item, letters(item, "6"))

    assert (found.verdict, found.points, found.max_points) == (RIGHT, 1.0, 1.0)
    assert found.feedback == "3 + 3"
    assert found.explanation == "Twice a number is the number plus itself."
    assert found.misconception is None


def test_a_wrong_option_says_why_someone_would_choose_it(items):
    item = items["single"]
    found = marked(item, letters(item, "9"))

    assert (found.verdict, found.points) == (WRONG, 0.0)
    assert (found.feedback, found.misconception) == ("That is 3 squared.", "squared")
    assert found.key == f"{letters(item, '6')}) 6"


def test_there_is_feedback_for_every_option_right_ones_too(items):
    item = items["single"]
    posed = pose(item, 4)
    found = mark(item, posed, "a")

    assert [(o.label, o.text) for o in found.options] == [
        (c.label, c.text) for c in posed.choices
    ]
    assert {o.text: (o.correct, o.why) for o in found.options}["6"] == (True, "3 + 3")
    assert [o.chosen for o in found.options] == [True, False, False, False]


@pytest.mark.parametrize("form", ["{0}", "{0})", "({0})", " {0}. ", "{1}", "{2}"])
def test_forms_of_a_choice(items, form):
    item = items["plot"]
    letter = letters(item, "twice x")
    text = form.format(letter, letter.upper(), "Twice  X")

    assert marked(item, text).verdict is RIGHT


@pytest.mark.parametrize(
    "given_", ["e", "a b", "ab", "0", "9", 0, 5, True, 1.5, ["a", "b"], {"a": 1}]
)
def test_what_is_no_choice_is_asked_again(items, given_):
    found = marked(items["plot"], given_)

    assert (found.verdict, found.points) == (INVALID, 0.0)
    assert found.feedback == "Type one letter, a to b."
    assert found.options == ()
    assert found.key == ""


def test_a_number_means_an_option_of_that_text_and_not_the_place(items):
    item = items["single"]

    assert marked(item, "9").misconception == "squared"
    assert marked(item, "6").verdict is RIGHT
    assert marked(item, "3").verdict is INVALID

    worded = made(
        "{type: single, options: [{text: 'no'}, {text: 'yes', correct: true}]}"
    )
    place = {"a": 1, "b": 2}[letters(worded, "yes")]
    assert marked(worded, place).verdict is marked(worded, str(place)).verdict is RIGHT


@pytest.mark.parametrize(
    ("chosen", "share"),
    [
        (["two", "four"], 1.0),
        (["two"], 0.5),
        (["two", "four", "three"], 0.5),
        (["two", "three"], 0.0),
        (["three"], 0.0),
        (["two", "four", "three", "five"], 0.0),
    ],
)
def test_credit_for_several_is_net_of_wrong_ones(items, chosen, share):
    item = items["multi"]
    for seed in range(10):
        text = letters(item, *chosen, seed=seed)
        for form in (
            text,
            text.replace(" ", ""),
            text.replace(" ", ", "),
            text.split(),
            chosen,
        ):
            found = marked(item, form, seed=seed)
            assert found.points == 2 * share, form
            assert found.verdict is {1.0: RIGHT, 0.0: WRONG}.get(share, PARTLY)


def test_the_same_letter_twice_counts_once(items):
    item = items["multi"]
    letter = letters(item, "two")

    assert marked(item, f"{letter} {letter}").points == 1.0
    assert marked(item, "a z").verdict is INVALID


# -- numbers --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["0.25", ".25", "+.25", "0,25", ",25", "1/4", "1 / 4", "0.5/2", "25e-2", "2.5E-1", "25%",
     "25 %", "0.25 m", " 0.25m ", "0.2500", "０.２５", 0.25, "0.2500001"],
)  # fmt: skip
def test_forms_of_a_number(items, text):
    assert marked(items["numeric"], text).verdict is RIGHT


@pytest.mark.parametrize(
    "text", ["-0.25", "−0.25", "–0.25", "- 0.25", "-1/4", "-,25", "−25e-2"]
)
def test_forms_of_a_minus(text):
    item = made("{type: numeric, answer: -0.25, tolerance: {abs: 0}}")

    assert marked(item, text).verdict is RIGHT


@pytest.mark.parametrize(
    "text",
    ["nan", "inf", "-inf", "infinity", "1e999", "0x10", "1_000", "1/0", "1/0.0", "one", "1 2", "1/2/3",
     "0.2.5", "1,2,3", "--1", "1e", "e", "1+1", "2*3", "()", "9" * 200, True, [0.25], {"a": 1},
     float("nan"), float("inf"), 10**400, "1,000", "12,345.6", "%", "m", "½½"],
)  # fmt: skip
def test_what_is_no_number_is_asked_again(items, text):
    found = marked(items["numeric"], text)

    assert (found.verdict, found.points) == (INVALID, 0.0)
    assert found.feedback.endswith(".")


def test_a_grouped_number_is_asked_back_and_not_guessed(items):
    assert marked(items["numeric"], "1,000").feedback == (
        "Is that 1000? Write it without the comma."
    )


def test_percent_stays_where_the_unit_is_percent():
    item = made("{type: numeric, answer: 25, tolerance: {abs: 0}, unit_label: '%'}")

    for text in ("25", "25%", "25 %", 25):
        assert marked(item, text).verdict is RIGHT
    assert marked(item, "0.25").verdict is WRONG


@pytest.mark.parametrize(
    ("tolerance", "value", "verdict"),
    [
        ({"abs": 0.01}, 100.01, RIGHT),
        ({"abs": 0.01}, 100.011, WRONG),
        ({"rel": 0.01}, 101, RIGHT),
        ({"rel": 0.01}, 101.1, WRONG),
        ({"abs": 0.5, "rel": 0.01}, 99, RIGHT),
        ({"abs": 2, "rel": 0.01}, 98, RIGHT),
        ({"abs": 0}, 100, RIGHT),
        ({"abs": 0}, 100.0001, WRONG),
    ],
)
def test_the_larger_tolerance_counts(tolerance, value, verdict):
    item = made(f"{{type: numeric, answer: 100, tolerance: {tolerance}}}")

    assert marked(item, value).verdict is verdict


def test_rounding_of_the_key_is_no_fault_of_the_learners():
    item = made("{type: numeric, answer: 0.1 * 3, tolerance: {abs: 0}}")

    assert marked(item, "0.3").verdict is RIGHT


NEAR = """
    type: numeric
    answer: 1/3
    tolerance: {abs: 0.000001}
    near:
      - {value: 2/3, why: doubled, misconception: two}
      - {value: 0.3333334, why: never said}
      - {value: 0.672, why: other}
      - {value: 1/0 if 1 > 2 else 5, why: five}
"""


@pytest.mark.parametrize(
    ("text", "feedback"),
    [
        ("2/3", "doubled"),
        ("0.667", "doubled"),
        ("0.672", "other"),
        ("5", "five"),
        ("0.7", ""),
        ("0.3333334", ""),
        ("0.333", "Close, but not exact enough: give more digits."),
        ("0.33", ""),
        ("0.34", ""),
    ],
)
def test_a_near_miss_is_named_and_never_the_key_itself(text, feedback):
    assert marked(made(NEAR), text).feedback == feedback


def test_a_near_miss_that_meets_the_key_for_these_parameters_is_not_named():
    item = made("""
        type: param
        params: {x: {int: [1, 3]}}
        answer: x ** 2
        tolerance: {abs: 0.6}
        near: [{value: 2 * x, why: doubled}, {value: 1 / (x - 3), why: no value at 3}]
    """)
    seeds = {pose(item, s).values["x"]: s for s in range(50)}

    assert marked(item, 4, seed=seeds[2]).verdict is RIGHT
    assert marked(item, "4.7", seed=seeds[2]).feedback == ""
    assert marked(item, 2, seed=seeds[1]).feedback == "doubled"
    assert marked(item, -0.5, seed=seeds[1]).feedback == "no value at 3"
    assert marked(item, 7, seed=seeds[3]).feedback == ""


def test_a_key_without_a_value_is_the_courses_fault_and_names_the_item():
    item = made("{type: numeric, answer: 1/0, tolerance: {abs: 0}}")

    with pytest.raises(CourseError, match="divides by zero") as caught:
        marked(item, 1)
    assert caught.value.where == "quizzes: x1"


SIGMOID = """
    type: param
    params:
      a: {choice: [1, 2, 3]}
      t: {float: [0.5, 4], decimals: 2}
      n: {int: [-3, 3]}
    answer: 1/(1+exp(-a/t)) + n % 4
    tolerance: {abs: 0.001}
"""


def test_keys_of_parameters_equal_an_independent_computation_over_500_seeds(items):
    import numpy as np

    sigmoid = made(SIGMOID)
    drawn = set()
    for seed in range(500):
        v = pose(sigmoid, seed).values
        drawn.add(tuple(v.values()))
        key = float(1 / (1 + np.exp(-v["a"] / v["t"])) + np.mod(v["n"], 4))
        assert marked(sigmoid, f"{key:.6f}", seed=seed).verdict is RIGHT
        assert marked(sigmoid, f"{key + 0.0011:.6f}", seed=seed).verdict is WRONG

        v = pose(items["param"], seed).values
        key = 2 * v["x"] + v["k"] + 0.5
        assert marked(items["param"], key, seed=seed).verdict is RIGHT
        found = marked(items["param"], 2 * v["x"], seed=seed)
        assert found.feedback == f"You left out {v['k'] + 0.5:.2f}."
        assert found.explanation.endswith(f"= {key:.2f}")
    assert len(drawn) > 300


# -- texts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["the double", "The  Double", " the double. ", "THE DOUBLE", "“the double”".strip("“”"),
     "double amount", "double-amount", "double‐amount", "double", "ｔｈｅ ｄｏｕｂｌｅ"],
)  # fmt: skip
def test_forms_of_a_short_answer(items, text):
    assert marked(items["short"], text).verdict is RIGHT


def test_a_known_wrong_text_says_why(items):
    found = marked(items["short"], "the Half")

    assert (found.verdict, found.feedback) == (WRONG, "That is the other way round.")


@pytest.mark.parametrize(
    "text", ["the duble", "the doubble", "the dobule", "te double", "teh double"]
)
def test_a_slip_of_the_finger_is_asked_again_and_costs_nothing(items, text):
    found = marked(items["short"], text)

    assert (found.verdict, found.points) == (INVALID, 0.0)
    assert "spelling" in found.feedback


@pytest.mark.parametrize(
    ("a", "b", "slip"),
    [
        ("axis=0", "axis=1", False),
        ("relu", "relo", False),
        ("tanhs", "tanh", False),
        ("chain rule", "chainrule", True),
        ("chain rule", "chian rule", True),
        ("chain rule", "chain rule", False),
        ("chain rule", "cain rul", False),
        ("gradient", "gradients", True),
    ],
)
def test_a_slip_is_one_letter_in_a_word_of_five(a, b, slip):
    assert one_slip(a, b) is slip
    assert one_slip(b, a) is slip


def test_hyphens_between_digits_and_signs_are_kept():
    item = made("{type: short, answers: ['-1', 'x-1']}")

    assert marked(item, "-1").verdict is RIGHT
    assert marked(item, "−1").verdict is RIGHT
    assert marked(item, "1").verdict is WRONG


@pytest.mark.parametrize(
    ("text", "verdict", "feedback"),
    [
        ("i = 0\ni = 1", RIGHT, ""),
        ("i = 0  \r\ni = 1\n\n", RIGHT, ""),
        ("i = 0", WRONG, "It prints 2 lines; yours has 1."),
        ("i = 0\ni = 2", WRONG, "Line 2 is not what it prints."),
        (
            "i =  0\ni = 1",
            WRONG,
            "The characters are right, the spaces between them are not.",
        ),
        (
            "  i = 0\ni = 1",
            WRONG,
            "The characters are right, the spaces between them are not.",
        ),
        ("I = 0\ni = 1", WRONG, "Line 1 is not what it prints."),
    ],
)
def test_what_a_program_prints(items, text, verdict, feedback):
    found = marked(items["trace"], text)

    assert (found.verdict, found.feedback) == (verdict, feedback)


# -- order and match ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "points"),
    [
        ("boil cup leaves pour drink", 1.0),
        ("cup leaves boil pour drink", 1.0),
        ("cup boil leaves pour drink", 1.0),
        ("boil leaves cup pour drink", 0.666667),
        ("drink boil cup leaves pour", 0.666667),
        ("drink pour leaves cup boil", 0.0),
        ("drink pour boil leaves cup", 0.0),
    ],
)
def test_every_order_that_respects_what_depends_is_right(items, keys, points):
    item = items["order"]
    found = marked(item, keys.split())
    shown = [c.text for c in pose(item, 0).choices]
    numbers = [shown.index(item.steps[k]) + 1 for k in keys.split()]

    assert found.points == points
    for form in (keys, numbers, " ".join(map(str, numbers)), "".join(map(str, numbers)),
                 [item.steps[k] for k in keys.split()]):  # fmt: skip
        assert marked(item, form) == found


@pytest.mark.parametrize(
    "text",
    ["1 2 3", "1 2 3 4 4", "0 1 2 3 4", "1 2 3 4 6", "a b c d e", 12345.5, {"1": 2}, True,
     [1, 2, 3, 4, True], [[1], 2, 3, 4, 5], "1" * 500],
)  # fmt: skip
def test_what_is_no_order_is_asked_again(items, text):
    found = marked(items["order"], text)

    assert (found.verdict, found.points) == (INVALID, 0.0)
    assert found.feedback == "Type each number from 1 to 5 once, in order."


def test_moves_are_the_fewest_by_brute_force():
    steps = list("abcde")
    depends = {"b": ["a"], "c": ["a"], "d": ["b", "c"], "e": ["a"]}
    before = order.closure(steps, depends)

    def right(sequence):
        return all(a not in before[b] for a, b in _later_first(sequence))

    rights = [p for p in itertools.permutations(steps) if right(p)]
    worst = 0
    for answer in itertools.permutations(steps):
        kept = max(_common(answer, r) for r in rights)
        assert order.moves(answer, before) == len(steps) - kept
        worst = max(worst, len(steps) - kept)
    assert order.most_moves(steps, before) == worst


def _later_first(sequence):
    return [(b, a) for i, a in enumerate(sequence) for b in sequence[i + 1 :]]


def _common(a, b):
    """Length of a longest common subsequence, the plain way."""
    rows = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, j in itertools.product(range(len(a)), range(len(b))):
        same = rows[i][j] + 1 if a[i] == b[j] else 0
        rows[i + 1][j + 1] = max(same, rows[i][j + 1], rows[i + 1][j])
    return rows[-1][-1]


def pairs_of(item, wanted, seed=0):
    posed = pose(item, seed)
    left = {c.text: c.label for c in posed.choices}
    right = {c.text: c.label for c in posed.rights}
    return [f"{left[a]}{right[b]}" for a, b in wanted.items()]


@pytest.mark.parametrize(
    ("wanted", "points"),
    [
        ({"one": "two", "two": "four", "four": "eight"}, 1.0),
        ({"one": "two", "two": "four"}, 0.666667),
        ({"one": "two", "two": "eight", "four": "four"}, 0.333333),
        ({"one": "six"}, 0.0),
    ],
)
def test_credit_for_pairs(items, wanted, points):
    item = items["match"]
    pairs = pairs_of(item, wanted)
    letters_to_numbers = {p[0]: int(p[1]) for p in pairs}
    for form in (" ".join(pairs), "".join(pairs), ", ".join(p[0] + "-" + p[1] for p in pairs),
                 " ".join(pairs).upper(), pairs, wanted, letters_to_numbers,
                 [list(p) for p in wanted.items()]):  # fmt: skip
        assert marked(item, form).points == points, form


@pytest.mark.parametrize("text", ["a", "1", "a9", "z1", "a1 a2", "a1 b", "hello", {"a": "nine"}, {"q": 1},
                                  [1, 2], [["a", 1, 2]], [True], "a1 b2 c3 d4", 7])  # fmt: skip
def test_what_are_no_pairs_is_asked_again(items, text):
    found = marked(items["match"], text)

    assert (found.verdict, found.points) == (INVALID, 0.0)


def test_each_pair_is_said_to_be_right_or_wrong(items):
    item = items["match"]
    found = marked(item, {"one": "two", "two": "six"})

    assert [(o.text, o.chosen, o.correct, o.why) for o in found.options] == [
        ("one → two", True, True, "1 + 1"),
        ("two → six", True, False, ""),
        ("four → ?", False, False, ""),
    ]
    assert found.feedback == "1 of 3 pairs right."
    assert marked(item, found.key).verdict is RIGHT


# -- fill -----------------------------------------------------------------------------


@pytest.fixture
def completions(toy, sandbox):
    return Completions(toy, sandbox)


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("2 * x", RIGHT),
        ("x + x", RIGHT),
        ("  x*2", RIGHT),
        ("np.add(x, x)", RIGHT),
        ("x ** 2", WRONG),
        ("x * x", WRONG),
        ("3 * x", WRONG),
        ("undefined", WRONG),
        ("x +", INVALID),
        ("return x", INVALID),
        ("x\n  + x\n +x", INVALID),
        ("\ud800", INVALID),
        ("x" * 30_000, INVALID),
        (["2 * x"], INVALID),
    ],
)
def test_code_is_judged_by_the_exercises_checks(items, completions, code, verdict):
    found = marked(items["fill"], code, judge=completions)

    assert found.verdict is verdict
    assert found.points == (1.0 if verdict is RIGHT else 0.0)


def test_a_known_mistake_in_code_is_named(items, completions):
    listed = marked(items["fill"], "x  **  2", judge=completions)
    found = marked(items["fill"], "x * x", judge=completions)

    assert (listed.feedback, listed.misconception) == (
        "That squares every entry.",
        "squared",
    )
    assert found.misconception == "squared"
    assert "differ" in found.feedback


def test_code_without_a_judge_is_the_callers_fault(items):
    with pytest.raises(CourseError, match="needs a judge"):
        marked(items["fill"], "x + x")


def test_a_broken_check_is_nobodys_wrong_answer(items, completions):
    def broken(exercise, source):
        made = completions(exercise, source)
        return msgspec.structs.replace(made, status=Status.BROKEN)

    with pytest.raises(BrokenError):
        marked(items["fill"], "x + x", judge=broken)


def test_further_lines_are_indented_like_the_blank():
    assert completed("def f():\n    ____\n", "a = 1\nreturn a") == (
        "def f():\n    a = 1\n    return a\n"
    )
    assert completed("x = ____ + 1", "2") == "x = 2 + 1"


# -- all of them ------------------------------------------------------------------------


@pytest.mark.parametrize("blank", [None, "", "  \n\t", [], {}, ()])
def test_no_answer_is_unanswered(items, blank):
    for item in items.values():
        found = marked(item, blank)
        assert (found.verdict, found.points) == (BLANK, 0.0)


def test_the_key_that_is_said_is_marked_right(toy, completions):
    for seed in range(5):
        for item in quiz(toy, "basics").items:
            key = marked(
                item, WRONG_ANSWERS[item.kind], seed=seed, judge=completions
            ).key
            if item.kind in ("single", "plot", "multi"):
                key = " ".join(part[0] for part in key.split("; "))
            if item.kind == "order":
                key = key.partition(" (")[0]
            assert marked(item, key, seed=seed, judge=completions).verdict is RIGHT


WRONG_ANSWERS = {
    "single": "a", "multi": "a", "plot": "a", "numeric": "99", "param": "99", "short": "q",
    "order": "1 2 3 4 5", "match": "a1", "trace": "q", "fill": "x ** 2",
}  # fmt: skip


def test_permuting_the_options_in_the_file_never_changes_the_mark(items):
    mix = random.Random(1)
    for kind in ("single", "multi", "plot"):
        item = items[kind]
        texts = [o.text for o in item.options]
        for trial in range(60):
            chosen = mix.sample(
                texts, 1 if kind != "multi" else mix.randint(1, len(texts))
            )
            other = msgspec.structs.replace(
                item, options=tuple(mix.sample(item.options, len(texts)))
            )
            one = marked(item, letters(item, *chosen, seed=trial), seed=trial)
            two = marked(other, letters(other, *chosen, seed=trial + 1), seed=trial + 1)
            assert (one.verdict, one.points) == (two.verdict, two.points)
            assert one.misconceptions == two.misconceptions or kind == "multi"


def test_withheld_keys_leave_an_answer_recorded_if_its_form_is_right(items):
    bare = {
        "single": {"options": tuple(msgspec.structs.replace(o, correct=False) for o in items["single"].options)},
        "numeric": {"answer": None, "tolerance": None, "near": ()},
        "order": {"depends": {}},
        "match": {"pairs": tuple(msgspec.structs.replace(p, right=None) for p in items["match"].pairs),
                  "unused": (), "rights": ("two", "four", "six", "eight")},
        "short": {"answers": (), "pattern": None, "near": ()},
        "trace": {"output": None},
        "fill": {"answer_code": None, "wrong_code": ()},
    }  # fmt: skip
    good = {"single": "a", "numeric": "1/2", "order": "2 1 3 4 5", "match": "a1", "short": "q",
            "trace": "q", "fill": "q"}  # fmt: skip
    for kind, changes in bare.items():
        item = msgspec.structs.replace(items[kind], **changes)
        found = marked(item, good[kind])
        assert (found.verdict, found.points) == (QuizVerdict.RECORDED, 0.0)
        assert (found.key, found.explanation, found.options) == ("", "", ())
        assert marked(item, {"q": ["w"]}).verdict is INVALID


def test_a_changed_question_has_another_fingerprint(items):
    prints = {fingerprint(i) for i in items.values()}
    changed = msgspec.structs.replace(items["single"], stem="What is twice 4?")

    assert len(prints) == 10
    assert fingerprint(changed) not in prints
    assert fingerprint(items["single"]) in prints


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)
TYPED = st.text(alphabet="abcdefgh 0123456789.,;:/-+−e%()\n\tAZ→½[]{}'\"", max_size=30)


def _never(exercise, source):
    raise AssertionError("only a fill item asks the judge")


@given(answer=JSON | TYPED | st.text(max_size=50), seed=st.integers(0, 2**53))
@settings(max_examples=300, deadline=None)
def test_marking_is_total(toy, answer, seed):
    for item in _toy_items(toy):
        if item.kind == "fill" and not isinstance(answer, (list, dict, bool)):
            continue  # would be run: see the fuzz test
        found = marked(item, answer, seed=seed, judge=_never)
        assert found.verdict in (RIGHT, PARTLY, WRONG, INVALID, BLANK)
        assert 0 <= found.points <= found.max_points == item.points
        assert (found.verdict is RIGHT) == (found.points == item.points)
        assert (found.verdict is PARTLY) == (0 < found.points < item.points)
        if found.verdict is INVALID:
            assert found.feedback


_kept: list[Item] = []


def _toy_items(toy):
    if not _kept:
        _kept.extend(quiz(toy, "basics").items)
    return _kept
