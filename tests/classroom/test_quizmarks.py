"""Quiz answers handed in: the sheet in the zip, and marking it with the keys."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from grader.classroom.quizmarks import (
    MAX_CODE,
    MAX_ENDLESS,
    MAX_LINES,
    MAX_PROBLEMS,
    mark_answers,
    mark_sheet,
    questions_of,
    responses_of,
)
from grader.course import Course
from grader.model import CheckResult, Judgement, Protection, Status, Verdict
from grader.quiz.model import fingerprint
from grader.quiz.pose import pose
from grader.quiz.reader import quiz as read_quiz
from grader.quiz.reader import quizzes
from grader.quiz.sheet import MAX_SHEET, NAME, asked, read_sheet, sheet_of
from grader.store import Database, Quizzes
from grader.store.quizzes import Answer

SECRET = (
    "title: Secret\nkeys: withheld\nfeedback: exam\nitems:\n"
    "  - {id: w1, type: short, stem: What is twice as much called?, concepts: [doubling],"
    " difficulty: 1}\n"
    "  - id: w2\n    type: single\n    stem: Twice two?\n    concepts: [doubling]\n"
    "    difficulty: 1\n    options: [{text: four}, {text: five}, {text: six}]\n"
    "  - id: w3\n    type: match\n    stem: Match.\n    concepts: [doubling]\n"
    "    difficulty: 1\n    pairs: [{left: one}, {left: two}, {left: three}]\n"
    "    rights: [six, two, four]\n"
)
KEYS = (
    "items:\n  w1: {answers: [the double]}\n"
    "  w2: {options: [{correct: true, why: y}, {why: n}, {why: n, misconception: squared}]}\n"
    "  w3: {pairs: [{right: two}, {right: four}, {right: six}]}\n"
)


@pytest.fixture
def secret(toy_copy):
    """A course for learners, with a quiz that withholds its keys, and one with them."""
    (toy_copy / "quizzes/secret.yaml").write_text(SECRET)
    teacher = toy_copy.parent / "teacher"
    import shutil

    shutil.copytree(toy_copy, teacher)
    (teacher / "reference/quizzes").mkdir(parents=True, exist_ok=True)
    (teacher / "reference/quizzes/secret.yaml").write_text(KEYS)
    return Course(toy_copy), Course(teacher)


def sat(course, quiz, answers, *, seed=7, ended=True, database=None):
    """Take a quiz: ``answers`` are (item, given) in order."""
    database = database or Database(course.root / ".learn/progress.db")
    store = Quizzes(database)
    sitting = store.begin(quiz.id, quiz.sha256, seed, quiz.feedback, quiz.pass_mark)
    tries: dict[str, int] = {}
    for id, given in answers:
        item = quiz.item(id)
        tries[id] = tries.get(id, 0) + 1
        store.answered(
            Answer(
                sitting, quiz.id, id, fingerprint(item), seed, quiz.shuffle, given,
                "recorded", 0.0, item.points, "sure", 0, (), 3.5, tries[id],
            )
        )  # fmt: skip
    if ended:
        store.end(sitting)
    return store


def keyed(course):
    return {quiz.id: quiz for quiz in quizzes(course)}


def test_answers_without_keys_are_marked_by_who_has_them(secret):
    learner, teacher = secret
    mine = read_quiz(learner, "secret")
    assert not mine.has_keys
    answers = [
        ("w1", "the double"),
        ("w2", "six"),
        ("w3", {"one": "two", "two": "four", "three": "six"}),
    ]
    raw = sheet_of(sat(learner, mine, answers), quizzes(learner))

    found = mark_sheet(raw, keyed(teacher))

    assert found.problems == ()
    assert [(m.item, m.verdict.value, m.points) for m in found.marks] == [
        ("w1", "right", 1.0),
        ("w2", "wrong", 0.0),
        ("w3", "right", 1.0),
    ]
    assert found.marks[1].chosen == ("six",)
    assert found.marks[1].misconceptions == ("squared",)
    (score,) = found.scores
    assert (score.first, score.best, score.max_points) == (2.0, 2.0, 3.0)
    assert not score.passed


def test_letters_mean_what_they_meant_to_the_learner(secret):
    learner, teacher = secret
    mine = read_quiz(learner, "secret")
    for seed in range(12):
        posed = pose(mine.item("w2"), seed, shuffle=mine.shuffle)
        letter = next(c.label for c in posed.choices if c.text == "four")
        database = Database(learner.root / f"{seed}/progress.db")
        store = sat(learner, mine, [("w2", letter)], seed=seed, database=database)
        marked = mark_sheet(sheet_of(store, quizzes(learner)), keyed(teacher))
        assert [m.given for m in marked.marks] == ["four"]
        assert marked.marks[0].points == 1.0


def test_first_tries_and_best_tries_are_told_apart(toy_copy):
    course = Course(toy_copy)
    basics = read_quiz(course, "basics")
    sat(course, basics, [("t_single", "9"), ("t_single", "6"), ("t_numeric", "0.25")])
    store = sat(course, basics, [("t_single", "6"), ("t_numeric", "1")], seed=8)

    found = mark_sheet(sheet_of(store, [basics]), {"basics": basics})

    assert [(m.item, m.sitting, m.nth, m.points) for m in found.marks] == [
        ("t_single", 1, 1, 0.0),
        ("t_single", 1, 2, 1.0),
        ("t_numeric", 1, 1, 1.0),
        ("t_single", 2, 3, 1.0),
        ("t_numeric", 2, 2, 0.0),
    ]
    (score,) = found.scores
    assert (score.sittings, score.first, score.best) == (2, 1.0, 2.0)
    assert score.max_points == basics.max_points
    first = list(responses_of("ada", found.marks))
    assert [(r.item, r.points, r.chosen) for r in first] == [
        ("t_single", 0.0, ("9",)),
        ("t_numeric", 1.0, ()),
    ]
    options = {q.id: q.options for q in questions_of(basics)}["t_single"]
    assert ("6", True) in options
    assert ("9", False) in options


def test_a_question_that_has_changed_since_is_not_marked(toy_copy):
    course = Course(toy_copy)
    basics = read_quiz(course, "basics")
    raw = sheet_of(sat(course, basics, [("t_numeric", "0.25")]), [basics])
    file = toy_copy / "quizzes/basics.yaml"
    file.write_text(file.read_text().replace("half of 0.5?", "half of 0.8?"))

    changed = read_quiz(Course(toy_copy), "basics")
    found = mark_sheet(raw, {"basics": changed})

    assert found.marks == ()
    what = "t_numeric: the question has changed since it was answered"
    assert found.problems == (what,)


def test_only_the_key_may_change_and_the_answer_is_marked_by_the_new_one(toy_copy):
    course = Course(toy_copy)
    basics = read_quiz(course, "basics")
    raw = sheet_of(sat(course, basics, [("t_numeric", "0.3")]), [basics])
    file = toy_copy / "quizzes/basics.yaml"
    file.write_text(file.read_text().replace("answer: 0.5/2", "answer: 0.3"))

    mended = read_quiz(Course(toy_copy), "basics")

    assert mark_sheet(raw, {"basics": mended}).marks[0].points == 1.0


def test_a_file_of_answers_is_marked_like_one_sitting(toy_copy):
    basics = read_quiz(Course(toy_copy), "basics")
    found = mark_answers({"t_single": "6", "t_short": "hm"}, basics, seed=0)
    assert [(m.item, m.points) for m in found.marks] == [
        ("t_single", 1.0),
        ("t_short", 0.0),
    ]


def line(**changed):
    basics = {
        "item": "t_single",
        "seed": 1,
        "shuffle": True,
        "asked": "",
        "given": "6",
    }
    return basics | changed


def sheet(*lines, quiz="basics"):
    sitting = {"quiz": quiz, "at": "", "ended": True, "answers": list(lines)}
    body = {"schema": "learn.quiz-answers/1", "sittings": [sitting]}
    return json.dumps(body).encode()


@pytest.mark.parametrize(
    ("verdict", "ms", "ran"),
    [
        (Verdict.FAILED, 30.0, MAX_CODE),
        (Verdict.TIMED_OUT, 2000.0, MAX_ENDLESS),
        (Verdict.FAILED, 19_000.0, 4),
    ],
)
def test_programs_that_take_long_cost_a_run_no_more_than_some(
    toy_copy, toy, verdict, ms, ran
):
    basics = read_quiz(Course(toy_copy), "basics")
    question = asked(pose(basics.item("t_fill"), 1, shuffle=basics.shuffle))
    judgement = Judgement(
        exercise="ex01", name="n", title="t", file="n.py", submission_sha256="s",
        exercise_sha256="e", seed=0, status=Status.FAILED, score=0.0, max_score=1.0,
        protection=Protection("full"), duration_ms=ms, version="1", hidden_checks=True,
        checks=(CheckResult(id="c", claim="c", verdict=verdict, points=0.0,
                            audience="public", max_points=1.0),),
        misconceptions=(), observations=(),
    )  # fmt: skip
    judged = []

    def judge(exercise: str, source: bytes) -> Judgement:
        judged.append(source)
        return judgement

    lines = [
        line(item="t_fill", shuffle=basics.shuffle, asked=question, given=f"x * {i}")
        for i in range(ran + 5)
    ]
    found = mark_sheet(sheet(*lines), {"basics": basics}, judge)

    assert len(judged) == ran
    assert len(found.problems) == 1


def test_of_what_cannot_be_marked_only_some_is_said(toy_copy):
    known = {"basics": read_quiz(Course(toy_copy), "basics")}
    lines = [line(item=f"t{i}") for i in range(500)]

    found = mark_sheet(sheet(*lines), known)

    assert len(found.problems) == MAX_PROBLEMS + 1
    assert found.problems[-1] == "480 more like these"


def test_a_claim_about_what_was_asked_gains_nothing(toy_copy):
    basics = read_quiz(Course(toy_copy), "basics")
    known = {"basics": basics}
    posed = pose(basics.item("t_numeric"), 1)
    other = asked(posed)
    for lie in (
        line(asked="0" * 64),
        line(asked=other),
        line(seed=-1),
        line(seed=2**60),
        line(item="t_gone"),
    ):
        found = mark_sheet(sheet(lie), known)
        assert found.marks == ()
        assert len(found.problems) == 1
    assert "no quiz" in mark_sheet(sheet(line(), quiz="none"), known).problems[0]


def test_a_flood_of_answers_is_cut(toy_copy):
    basics = read_quiz(Course(toy_copy), "basics")
    right = asked(pose(basics.item("t_single"), 1))
    found = mark_sheet(
        sheet(*[line(asked=right)] * (MAX_LINES + 50)), {"basics": basics}
    )
    assert len(found.marks) == MAX_LINES
    assert found.problems == (f"only the first {MAX_LINES} answers are marked",)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b'{"schema": "learn.quiz-answers/2", "sittings": []}',
        b"[" * 100_000,
        b'{"schema":"learn.quiz-answers/1","sittings":' + b"[" * 100_000,
        b"\xff\xfe" + b"\0" * 50,
        b" " * (MAX_SHEET + 1),
    ],
)
def test_what_is_no_sheet_is_refused_in_one_sentence(raw):
    with pytest.raises(ValueError, match="sheet of answers"):
        read_sheet(raw)


@settings(max_examples=150, deadline=None)
@drawn(
    st.recursive(
        st.none()
        | st.booleans()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.integers()
        | st.text(st.characters(codec="utf-8")),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
        ),
        max_leaves=8,
    ),
    st.sampled_from([
        "t_single", "t_multi", "t_numeric", "t_param", "t_short", "t_order", "t_match",
        "t_trace", "t_plot",
    ]),
)  # fmt: skip
def test_any_answer_is_marked_within_its_points(toy, given, id):
    basics = read_quiz(toy, "basics")
    item = basics.item(id)
    right = asked(pose(item, 1, shuffle=basics.shuffle))
    body = line(item=id, asked=right, given=given, shuffle=basics.shuffle)
    found = mark_sheet(sheet(body), {"basics": basics})
    for one in found.marks:
        assert 0 <= one.points <= item.points
        assert len(one.given) <= 300


def test_the_zip_carries_the_sheet_and_nothing_that_tells_a_key(here):
    (here.folder / "mine.yaml").write_text("t_single: 9\nt_short: hm\n")
    here("quiz", "basics", "--answers", "mine.yaml")

    ran = here("submit")

    assert ran.code == 0
    assert "holds your answers to 1 quiz:" in ran.out
    with zipfile.ZipFile(here.folder / "learn-submission.zip") as archive:
        assert archive.namelist() == ["learn-submission.json", NAME]
        raw = archive.read(NAME)
        manifest = json.loads(archive.read("learn-submission.json"))
    assert manifest["quizzes"] == ["basics"]
    folder = Path(__file__).parents[2] / "docs/schemas"
    known = json.loads((folder / "learn.quiz-answers.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(known).validate(json.loads(raw))
    answers = json.loads(raw)["sittings"][0]["answers"]
    assert {"t_single", "t_short"} <= {a["item"] for a in answers}
    assert not {"verdict", "points", "misconceptions"} & set(answers[0])
    basics = read_quiz(Course(here.folder), "basics")
    marked = mark_sheet(raw, {"basics": basics}, lambda exercise, source: None)
    assert {m.item: m.given for m in marked.marks}["t_single"] == "9"


def test_the_same_answers_give_the_same_sheet(toy_copy):
    course = Course(toy_copy)
    basics = read_quiz(course, "basics")
    store = sat(course, basics, [("t_single", "9\ud800"), ("t_numeric", float("inf"))])
    first = sheet_of(store, [basics])
    assert first == sheet_of(store, [basics])
    assert read_sheet(first).sittings[0].answers[1].item == "t_numeric"


def test_too_many_sittings_leave_the_newest(toy_copy):
    course = Course(toy_copy)
    basics = read_quiz(course, "basics")
    long = "x" * 15_000
    for n in range(100):
        store = sat(course, basics, [("t_short", f"{n} {long}")], seed=n)
    raw = sheet_of(store, [basics])
    assert len(raw) <= MAX_SHEET
    newest = read_sheet(raw).sittings[-1].answers[0]
    assert bytes(newest.given).startswith(b'"99 ')
