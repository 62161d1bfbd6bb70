"""What a report says, gathered from real logs: true, the same each time, and no secret."""

from __future__ import annotations

import datetime
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import jsonschema
import msgspec
import pytest
import yaml

from grader.course import Course
from grader.judge import Judge
from grader.model import CheckResult, Status, Verdict
from grader.quiz.mark import mark
from grader.quiz.model import Quiz
from grader.quiz.pose import pose
from grader.quiz.reader import quiz, quizzes
from grader.report.answered import MAX_SAID, as_typed, in_words, key, program, question
from grader.report.claims import claim, claims
from grader.report.data import Report
from grader.report.fit import number, text
from grader.report.gather import gather
from grader.report.growth import MAX_LINE, MAX_LINES, compared
from grader.report.trend import MAX_WEEKS
from grader.sitting import Given, answer_of
from grader.store import Database, Hints, Progress, Quizzes, Versions
from tests.conftest import TOY, copy_toy
from tests.report_world import Clock, World, hostile, judgement, make

SCHEMA = json.loads(
    (Path(__file__).parent.parent / "docs/schemas/learn.report.schema.json").read_text()
)
SQUARED = (TOY / "reference/ex01_double/wrong/squared.py").read_text()
DAY = datetime.timedelta(days=1)


class Learner:
    """Works in a copy of the toy course, at times of their own."""

    def __init__(self, root: Path, sandbox) -> None:
        self.root, self.sandbox = root, sandbox
        self.database = Database(root / ".learn" / "progress.db")
        self.clock = Clock()
        self.quizzes = Quizzes(self.database)

    @property
    def course(self) -> Course:
        return Course(self.root)

    def check(self, id: str, source: str) -> None:
        exercise = self.course.exercise(id)
        exercise.stub.write_text(source)
        made = Judge(exercise, self.sandbox).judge(source.encode())
        with self.clock.running():
            Progress(self.database).record(made, source.encode())
        self.clock.later(5)

    def solve(self, id: str) -> None:
        self.check(id, self.course.exercise(id).solution.read_text())

    def quiz(self, **changed: object) -> Quiz:
        """Change what stands at the head of the quiz; give it as it is then."""
        file = self.root / "quizzes" / "basics.yaml"
        if changed:
            file.write_text(yaml.safe_dump(yaml.safe_load(file.read_text()) | changed))
        return quiz(self.course, "basics")

    def begin(self) -> int:
        asked = self.quiz()
        with self.clock.running():
            return self.quizzes.begin(
                asked.id, asked.sha256, 1, asked.feedback, asked.pass_mark
            )

    def answer(
        self, item: str, given: object, sitting: int | None = None, confidence: str = ""
    ) -> None:
        asked = self.quiz()
        found = asked.item(item)
        posed = pose(found, 1, shuffle=asked.shuffle)
        one = Given(given, mark(found, posed, given), confidence)
        kept = answer_of(asked, posed, found, one, sitting)
        self.quizzes.answered(kept._replace(at=self.clock()))
        self.clock.later(2)

    def report(self, **options: object) -> Report:
        made = gather(self.course, self.database, **options)
        jsonschema.validate(json.loads(made.to_json()), SCHEMA)
        return made

    def sql(self, text: str, *values: object) -> None:
        with closing(sqlite3.connect(self.database.file)) as db, db:
            db.execute(text, values)
        db.close()


@pytest.fixture
def learner(toy_copy, sandbox):
    return Learner(toy_copy, sandbox)


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> World:
    """A course and a learner's months in it; to be read only."""
    return make(
        tmp_path_factory.mktemp("world"), exercises=12, attempts=90, questions=55
    )  # fmt: skip


def of(world: World, **options: object) -> Report:
    return gather(Course(world.root), Database(world.database.file), **options)


# -- the whole ---------------------------------------------------------------------------


def test_a_report_is_as_its_schema_says(world):
    jsonschema.validate(json.loads(of(world).to_json()), SCHEMA)


def test_the_schema_knows_every_key(world):
    """A key that the schema does not name would be one that nobody may rely on."""
    strict = json.loads(json.dumps(SCHEMA))
    nodes = [strict]
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict):
            if "properties" in node:
                node["additionalProperties"] = False
            nodes += node.values()
        elif isinstance(node, list):
            nodes += node

    jsonschema.validate(json.loads(of(world).to_json()), strict)


def test_the_same_life_gives_the_same_bytes(world, tmp_path):
    again = make(tmp_path, exercises=12, attempts=90, questions=55)

    assert of(world).to_json() == of(again).to_json()


def test_gathering_changes_nothing(world):
    before = world.database.file.read_bytes()

    first, second = of(world).to_json(), of(world).to_json()

    assert first == second
    assert world.database.file.read_bytes() == before


def test_it_is_as_of_the_last_thing_that_happened(world):
    last = max(a.at for a in Progress(world.database).attempts())
    answers = Quizzes(world.database).log()

    made = of(world)

    assert made.as_of == max(last, *(a.at for a in answers))
    assert not made.timestamped


def test_it_can_be_as_of_now(world):
    now = datetime.datetime(2027, 1, 2, 3, 4, tzinfo=datetime.UTC)

    made = of(world, now=now, name="Ada")

    assert (made.as_of, made.name) == ("2027-01-02T03:04:00.000+00:00", "Ada")
    assert made.timestamped


def test_it_says_as_much_as_there_is(world):
    made = of(world)
    attempts = Progress(world.database).attempts()

    assert len(made.attempts) == made.summary.attempts == len(attempts) == 90
    assert sum(w.attempts for w in made.weeks) == 90
    assert {e.id for u in made.units for e in u.exercises} == set(world.course.folders)
    assert {q.id for u in made.units for q in u.quizzes} == {
        q.id for q in quizzes(world.course)
    }
    assert made.summary.exercises_done == len(made.to_pass) > 5
    assert made.growth
    assert made.confidence
    assert made.reviews
    assert made.milestones
    assert any(m.current for m in made.misunderstood)
    assert any(not m.current for m in made.misunderstood)


def test_before_the_first_attempt_it_says_what_to_do_first(learner):
    made = learner.report()

    assert made.as_of == ""
    assert made.next.command == "learn show ex01"
    assert made.next.reason == "it is the first of the course"
    assert {c.level for c in made.concepts} == {"not enough data yet"}
    assert (made.attempts, made.weeks, made.reviews, made.notes) == ((), (), (), ())
    assert made.summary.attempts == 0


def test_when_all_is_done_only_what_waits_is_next(learner):
    for id in ("ex01", "ex02", "ex03"):
        learner.solve(id)

    made = learner.report()

    assert made.summary.exercises_done == made.summary.exercises == 3
    assert (made.next.kind, made.next.id) == ("quiz", "basics")
    assert made.units[0].done


# -- what comes next -----------------------------------------------------------------------


def test_what_else_waits_stands_beside_the_next_action(learner):
    sitting = learner.begin()
    learner.answer("t_single", "9", sitting)

    made = learner.report()

    assert made.next.id == "ex01"
    assert [s.kind for s in made.also] == ["resume", "review"]
    assert made.also[0].reason == "you have done 1 of its 10 questions"
    assert made.also[0].command == "learn quiz basics"
    assert made.also[1].reason == "1 question is back on 6 Jan 2026"


def test_a_quiz_of_a_unit_that_is_not_done_is_not_urged(learner):
    learner.solve("ex01")

    assert learner.report().also == ()


def test_what_is_not_due_is_never_first(learner):
    for id in ("ex01", "ex02", "ex03"):
        learner.solve(id)
    learner.answer("t_single", "6")

    made = learner.report()

    assert [made.next.kind, *(s.kind for s in made.also)] == ["quiz", "review"]


def test_a_unit_of_quizzes_only_has_its_turn_when_no_exercise_is_left(learner):
    file = learner.root / "exercises" / "course.yaml"
    more = "\nunits:\n  - {id: more, title: More}\n"
    file.write_text(file.read_text().replace("\nunits:\n", more))
    learner.quiz(unit="more")
    learner.solve("ex01")
    assert learner.report().also == ()
    learner.solve("ex02")
    learner.solve("ex03")

    made = learner.report()

    assert (made.next.kind, made.next.id) == ("quiz", "basics")
    assert made.next.reason.startswith("every exercise of the course is done")


# -- misunderstandings ----------------------------------------------------------------------


def test_code_and_answers_are_joined_by_what_they_show(learner):
    learner.check("ex01", SQUARED)
    learner.answer("t_single", "9")

    (found,) = [m for m in learner.report().misunderstood if m.id == "squared"]

    assert found.current
    assert found.text.startswith("The entries are squared")
    kinds = {p.kind: p for p in found.places}
    check, asked = kinds["check"], kinds["question"]
    assert (check.ref, check.what) == ("ex01", "Twice 1, 3, 0.5 is 2, 6, 1")
    assert check.said
    assert (asked.ref, asked.what, asked.said) == ("basics", "What is twice 3?", "9")
    assert asked.right == "6"
    assert found.seen == 2


def test_what_was_overcome_is_said_to_be(learner):
    learner.check("ex01", SQUARED)
    learner.answer("t_single", "9")
    learner.solve("ex01")

    (found,) = [m for m in learner.report().misunderstood if m.id == "squared"]
    assert {p.kind: p.current for p in found.places} == {
        "question": True,
        "check": False,
    }
    assert found.current

    learner.answer("t_single", "6")
    (found,) = [m for m in learner.report().misunderstood if m.id == "squared"]
    assert not found.current


def test_a_file_that_does_not_run_overcomes_nothing(learner):
    learner.check("ex01", SQUARED)
    learner.check("ex01", "def double(x:\n")

    (found,) = [m for m in learner.report().misunderstood if m.id == "squared"]

    assert found.current


def test_a_check_that_the_course_no_longer_has_shows_nothing_now(learner):
    learner.check("ex01", SQUARED)
    exercise = learner.course.exercise("ex01")
    other = CheckResult(id="another", claim="", audience="public",
                        verdict=Verdict.FAILED)  # fmt: skip
    with learner.clock.running():
        made = judgement(exercise, b"x = 1\n", Status.FAILED, other)
        Progress(learner.database).record(made, b"x = 1\n")

    (found,) = [m for m in learner.report().misunderstood if m.id == "squared"]

    assert not found.current


def test_the_hints_shown_for_a_place_are_counted(learner):
    learner.check("ex01", SQUARED)
    learner.answer("t_single", "9")
    Hints(learner.database).record("ex01", "double", 1)
    Hints(learner.database).record("ex01", "double", 2)
    learner.quizzes.hinted(None, "t_single", 1)

    (found,) = [m for m in learner.report().misunderstood if m.id == "squared"]

    assert {(p.kind, p.rung, p.rungs) for p in found.places} == {
        ("check", 2, 3), ("question", 1, 2),
    }  # fmt: skip


def test_current_ones_come_first(world):
    states = [m.current for m in of(world).misunderstood]

    assert states == sorted(states, reverse=True)


# -- what must not be told ----------------------------------------------------------------


def silent(made: Report) -> None:
    """Nothing tells how an answer was marked, or what is right."""
    assert made.misunderstood == made.confidence == made.reviews == ()
    assert all(c.seen == 0 for c in made.concepts)
    assert all(w.answers_first == 0 for w in made.weeks)
    told = made.to_json().decode()
    assert "3 + 3" not in told
    assert "That is 3 squared" not in told


def take(learner: Learner, *, end: bool) -> None:
    sitting = learner.begin()
    learner.answer("t_single", "9", sitting, "sure")
    learner.answer("t_numeric", "1", sitting)
    if end:
        learner.quizzes.end(sitting)


def test_an_exam_tells_nothing(learner):
    learner.quiz(feedback="exam")

    take(learner, end=True)

    made = learner.report()
    silent(made)
    assert made.summary.answers == 2
    assert made.units[0].quizzes[0].state == "not passed"


def test_an_exam_stays_one_when_the_quiz_no_longer_is(learner):
    learner.quiz(feedback="exam")
    take(learner, end=True)

    learner.quiz(feedback="immediate")

    silent(learner.report())


def test_a_quiz_that_has_become_an_exam_tells_nothing(learner):
    take(learner, end=True)

    learner.quiz(feedback="exam")

    silent(learner.report())


def test_a_quiz_that_tells_at_its_end_tells_nothing_before(learner):
    learner.quiz(feedback="end")
    take(learner, end=False)

    silent(learner.report())
    learner.quizzes.end(1)

    (found,) = [m for m in learner.report().misunderstood if m.id == "squared"]
    assert {(p.said, p.right) for p in found.places} == {("9", "6"), ("1", "0.25 m")}


def test_withheld_keys_are_not_told_even_where_they_are_at_hand(learner):
    take(learner, end=True)
    asked = learner.quiz()
    data = yaml.safe_load(asked.file.read_text()) | {"keys": "withheld"}
    item, secret = data["items"][0], learner.root / "reference" / "quizzes"
    keys = {"explanation": item.pop("explanation"), "options": []}
    for option in item["options"]:
        keys["options"].append(
            {
                k: option.pop(k)
                for k in ("correct", "why", "misconception")
                if k in option
            }
        )
    data["items"] = [item]
    asked.file.write_text(yaml.safe_dump(data))
    secret.mkdir(parents=True)
    (secret / "basics.yaml").write_text(
        yaml.safe_dump({"items": {"t_single": keys}})
    )  # fmt: skip
    assert learner.quiz().has_keys

    silent(learner.report())


def test_answers_that_wait_to_be_marked_are_only_counted(world):
    made = of(world)
    rows = {q.id: q for u in made.units for q in u.quizzes}

    assert rows["handed_in"].state in ("recorded", "begun")
    assert rows["handed_in"].points == rows["handed_in"].max_points == 0
    assert not any(e.ref == "handed_in" for c in made.concepts for e in c.evidence)


# -- what the course no longer has --------------------------------------------------------


def test_exercises_questions_and_concepts_that_are_gone_break_nothing(learner):
    learner.check("ex01", SQUARED)
    learner.check("ex02", "x = 1\n")
    learner.answer("t_single", "9")
    learner.answer("t_plot", "b")
    shutil.rmtree(learner.root / "exercises" / "ex01_double")
    file = learner.root / "quizzes" / "basics.yaml"
    data = yaml.safe_load(file.read_text())
    data["items"] = [i for i in data["items"] if i["id"] not in ("t_single", "t_fill")]
    file.write_text(yaml.safe_dump(data))
    course = learner.root / "exercises" / "course.yaml"
    known = yaml.safe_load(course.read_text())
    known["concepts"] = known["concepts"][1:]
    course.write_text(yaml.safe_dump(known))

    made = learner.report()

    assert [a.exercise for a in made.attempts] == ["ex01", "ex02"]
    assert {p.ref for m in made.misunderstood for p in m.places} <= {"basics", "ex02"}
    assert [c.id for c in made.concepts] == ["counting", "composing"]
    assert any("ex01" in note for note in made.notes)
    assert any("no longer in the course" in note for note in made.notes)


def test_a_course_without_quizzes_has_a_report(learner):
    learner.answer("t_single", "9")
    shutil.rmtree(learner.root / "quizzes")

    made = learner.report()

    assert made.summary.quizzes == 0
    assert made.summary.answers == 1


def test_a_quiz_that_cannot_be_read_is_left_out_and_said(learner):
    learner.solve("ex01")
    (learner.root / "quizzes" / "basics.yaml").write_text("title: [\n")

    made = learner.report()

    assert made.summary.exercises_done == 1
    assert "The quizzes are left out" in made.notes[0]


def test_a_changed_question_does_not_give_an_old_letter_a_new_meaning(learner):
    learner.answer("t_single", "b")
    file = learner.root / "quizzes" / "basics.yaml"
    file.write_text(file.read_text().replace('text: "9"', 'text: "7"'))
    item = learner.quiz().item("t_single")
    (kept,) = learner.quizzes.log()

    assert in_words(item, kept, str) == "b (to an earlier form of the question)"


def test_a_version_that_is_not_as_it_was_is_said(learner):
    learner.check("ex01", SQUARED)
    learner.solve("ex01")
    learner.sql("UPDATE source SET content = x'00' WHERE content = ?", SQUARED.encode())

    made = learner.report()

    assert made.growth == ()
    assert made.notes == ("A version of ex01 is not in your log as it was.",)


# -- hostile rows ---------------------------------------------------------------------------

TEXTS = (
    "<script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", "\x00\x1b[31m\x9b",
    "\u202egnp.exe", "x" * 10_000, "{{ 7 * 7 }}", "'\" onclick=", "a\r\nb\u2028c", "\ud800",
    "\udc00\ud83d", "﷽" * 50, "&lt;&#0;",
)  # fmt: skip


def test_hostile_texts_pass_as_they_are_and_as_valid_json(tmp_path):
    world = make(tmp_path, exercises=3, attempts=9, questions=9)
    hostile(world, TEXTS)

    made = gather(
        Course(world.root), world.database, name="\udcff\x00<b>"
    )  # fmt: skip
    encoded = made.to_json()

    assert encoded.isascii()
    # A strict reader: it refuses half a character.
    known = msgspec.json.decode(encoded)
    jsonschema.validate(known, SCHEMA)
    said = json.dumps(known, ensure_ascii=False)
    assert "<script>alert(1)</script>" in said
    assert "\\u0000\\u001b[31m" in said
    assert len(encoded) < 400_000
    assert made.name == "\ufffd\x00<b>"


@pytest.mark.parametrize("at", ["", "yesterday", "9999-12-31T23:59:59+00:00", "0000",
                                "2026-01-05T10:00:00", "\x00"])  # fmt: skip
def test_times_that_are_none_are_no_event(learner, at):
    learner.check("ex01", SQUARED)
    learner.solve("ex01")
    learner.answer("t_single", "9")
    as_of = learner.report().as_of
    for table in ("attempt", "quiz_answer"):
        learner.sql(f"UPDATE {table} SET at = ? WHERE id = 1", at)

    made = learner.report()

    assert made.as_of <= as_of
    assert made.attempts[0].at == ""
    assert len(made.weeks) <= 1


def test_times_of_other_zones_are_put_in_order(learner):
    learner.check("ex01", SQUARED)
    learner.check("ex01", SQUARED + "\n")
    learner.sql("UPDATE attempt SET at = '2026-01-06T01:00:00+14:00' WHERE id = 2")

    made = learner.report()

    assert made.attempts[1].at == "2026-01-05T11:00:00.000+00:00"
    assert made.as_of == "2026-01-05T11:00:00.000+00:00"


def test_numbers_that_are_none_are_zero(learner):
    learner.check("ex01", SQUARED)
    learner.answer("t_single", "9")
    learner.sql("UPDATE check_result SET max_points = 9e999")
    learner.sql("UPDATE quiz_answer SET points = 9e999, max_points = 9e999")

    made = learner.report()

    assert made.attempts[0].out_of == 0.0
    assert number(float("inf")) == number(float("nan")) == 0.0


def test_a_clock_that_jumps_decades_makes_no_thousand_weeks(learner):
    learner.check("ex01", SQUARED)
    learner.clock.at += 365 * 60 * DAY
    learner.solve("ex01")

    made = learner.report()

    assert [w.monday for w in made.weeks] == ["2026-01-05", "2085-12-17"]
    assert len(made.weeks) <= MAX_WEEKS


def test_half_a_character_becomes_one_that_can_be_written():
    assert text("a\ud800b") == "a\ufffdb"
    assert text("\ud83d\ude00") == "😀"
    assert text("ok") == "ok"


# -- improving --------------------------------------------------------------------------------


def test_the_stub_and_what_broke_are_no_tries(learner):
    exercise = learner.course.exercise("ex01")
    stub = exercise.stub.read_bytes()
    result = CheckResult(id="worked_case", claim="", audience="public",
                         verdict=Verdict.BROKEN)  # fmt: skip
    with learner.clock.running():
        made = judgement(exercise, stub, Status.FAILED, result)
        Progress(learner.database).record(made, stub)
        made = judgement(exercise, b"x = 1\n", Status.BROKEN, result)
        Progress(learner.database).record(made, b"x = 1\n")
    learner.solve("ex01")

    made = learner.report()

    assert [(p.exercise, p.attempts, p.hints) for p in made.to_pass] == [("ex01", 1, 0)]
    assert [a.outcome for a in made.attempts] == ["failed", "broken", "passed"]
    assert made.weeks[0].exercises_passed_first_try == 1
    assert made.growth == ()


def test_only_hints_before_the_first_pass_helped_with_it(learner):
    learner.check("ex01", SQUARED)
    Hints(learner.database).record("ex01", "double", 1)
    learner.solve("ex01")
    Hints(learner.database).record("ex01", "double", 2)

    made = learner.report()

    assert [(p.attempts, p.hints) for p in made.to_pass] == [(2, 1)]
    assert made.units[0].exercises[0].hints == 2


def test_a_week_off_is_a_week_without_anything(learner):
    learner.check("ex01", SQUARED)
    learner.clock.at += 14 * DAY
    learner.solve("ex01")

    weeks = learner.report().weeks

    assert [w.attempts for w in weeks] == [1, 0, 1]
    assert [w.monday for w in weeks] == ["2026-01-05", "2026-01-12", "2026-01-19"]
    assert [w.exercises_first_tried for w in weeks] == [1, 0, 0]


def test_only_the_first_answer_to_a_question_counts_as_first(learner):
    for given in ("9", "6", "6"):
        learner.answer("t_single", given)

    (week,) = learner.report().weeks

    assert (week.answers, week.answers_first, week.answers_right_first) == (3, 1, 0)


def test_confidence_is_compared_with_what_was_right(learner):
    learner.answer("t_single", "9", confidence="sure")
    learner.answer("t_single", "6", confidence="sure")
    learner.answer("t_single", "6", confidence="guess")

    found = [(c.said, c.answers, c.right) for c in learner.report().confidence]

    assert found == [("sure", 2, 1.0), ("guess", 1, 1.0)]


def test_giving_up_and_hints_stand_beside_the_score(learner):
    learner.check("ex01", SQUARED)
    Versions(learner.database).solution_seen("ex01", gave_up=True)

    row = learner.report().units[0].exercises[0]

    assert row.gave_up
    assert (row.attempts, row.to_pass, row.state) == (1, None, "in progress")
    assert (row.passing_checks, row.last) == (0, "2026-01-05")


def test_a_milestone_is_reached_with_the_last_exercise_that_it_needs(world):
    made = of(world)

    rows = {e.id: e for u in made.units for e in u.exercises}
    assert made.milestones[0].at[:10] == max(
        rows["ex01"].first_passed, rows["ex03"].first_passed
    )


# -- concepts ----------------------------------------------------------------------------------


def test_every_level_has_its_evidence(world):
    for concept in of(world).concepts:
        assert sum(e.seen for e in concept.evidence) == concept.seen
        assert sum(e.right for e in concept.evidence) == pytest.approx(concept.right)
        assert (concept.seen >= 3) == (concept.level != "not enough data yet")


def test_a_concept_without_evidence_is_not_known(learner):
    learner.solve("ex01")

    by = {c.id: c for c in learner.report().concepts}

    assert by["doubling"].level == "mastered"
    assert by["composing"].level == "not enough data yet"
    assert by["composing"].evidence == ()
    assert by["doubling"].unit == "basics"


# -- forgetting --------------------------------------------------------------------------------


def test_what_was_wrong_comes_back_tomorrow_and_is_not_called_known(learner):
    learner.answer("t_single", "9")
    began = learner.clock.at

    (card,) = learner.report().reviews
    (later,) = learner.report(now=began + 10 * DAY).reviews

    assert (card.item, card.quiz, card.stem) == (
        "t_single",
        "basics",
        "What is twice 3?",
    )
    assert (card.due, card.overdue, card.retrievability) == ("2026-01-06", False, None)
    assert later.overdue
    assert later.retrievability is None


def test_what_was_right_fades(learner):
    learner.answer("t_single", "6")
    began = learner.clock.at

    (card,) = learner.report().reviews
    (later,) = learner.report(now=began + 10 * DAY).reviews

    assert (card.overdue, card.retrievability) == (False, 1.0)
    assert 0 < later.retrievability < 0.95


def test_reviews_follow_from_the_answers_and_not_from_what_was_kept(learner):
    learner.answer("t_single", "6")
    from grader.review import update

    update(learner.quizzes)
    before = learner.report().to_json()
    learner.sql("UPDATE review_card SET card = '{', due = 'never'")

    assert learner.report().to_json() == before


# -- what changed --------------------------------------------------------------------------------


def test_growth_goes_from_the_first_try_to_the_first_pass(learner):
    stub = learner.course.exercise("ex01").stub.read_text()
    right = learner.course.exercise("ex01").solution.read_text()
    learner.check("ex01", stub)
    learner.check("ex01", SQUARED)
    learner.check("ex01", right)
    learner.check("ex01", right + "# later\n")

    (found,) = learner.report().growth

    assert (found.exercise, found.attempts) == ("ex01", 2)
    gone = [line.text for line in found.lines if line.kind == "gone"]
    assert "    return np.asarray(x) ** 2" in gone
    assert not any("later" in line.text for line in found.lines)


def test_equal_lines_are_folded_and_counted():
    old = [f"line {i}" for i in range(40)]
    new = [*old[:20], "changed", *old[21:]]

    lines, added, removed, cut = compared(
        "\n".join(old).encode(), "\n".join(new).encode()
    )

    kinds = [line.kind for line in lines]
    assert kinds == ["skip", *["same"] * 3, "gone", "new", *["same"] * 3, "skip"]
    assert lines[0].text == "17 equal lines"
    assert (added, removed, cut) == (1, 1, False)


def test_one_equal_line_is_shown_rather_than_counted():
    old = b"a\nb\nc\nd\ne"
    lines, *_ = compared(old, old.replace(b"e", b"f"))

    assert [line.kind for line in lines] == ["same"] * 4 + ["gone", "new"]


def test_what_changed_is_bounded_and_fully_counted():
    old = b"\n".join(b"a%d" % i for i in range(1000))
    new = b"\n".join(b"b" * 500 for _ in range(500))

    lines, added, removed, cut = compared(old, new)

    assert (len(lines), added, removed, cut) == (MAX_LINES, 500, 1000, True)
    assert max(len(line.text) for line in lines) <= MAX_LINE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"a\nb\n" * 100_000, b"b\na\n" * 100_000),
        (b"a\n" * 399, b"b\na\n" * 200),
        (b"a\nb\n" * 200, b"b\nb\na\n" * 133),
        (b"\x00\xff" * 1_000_000, b""),
        (b"\n" * 2_000_000, b"\n" * 1_000_000 + b"x"),
    ],
)
def test_no_file_takes_long_to_compare(old, new, comes_to_an_end):
    with comes_to_an_end("comparing"):
        lines, *_ = compared(old, new)

    assert len(lines) <= MAX_LINES


# -- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "given", "said", "right"),
    [
        ("t_single", "6", "6", "6"),
        ("t_multi", ["two", "three"], "two; three", "two; four"),
        ("t_numeric", "0,5", "0,5", "0.25 m"),
        ("t_short", "The half", "The half", "the double"),
        ("t_order", ["boil", "cup", "leaves", "pour", "drink"],
         "boil water → take a cup → add leaves → pour → drink",
         "boil water → take a cup → add leaves → pour → drink"),
        ("t_match", {"one": "six"}, "one → six", "one → two; two → four; four → eight"),
        ("t_trace", "i = 1", "i = 1", "i = 0\ni = 1"),
        ("t_fill", "x ** 2", "x ** 2", "2 * x"),
        ("t_plot", "x squared", "x squared", "twice x"),
    ],
)  # fmt: skip
def test_answers_and_keys_are_said_in_words(toy, item, given, said, right):
    asked = quiz(toy, "basics")
    found = asked.item(item)
    posed = pose(found, 5, shuffle=asked.shuffle)
    kept = answer_of(asked, posed, found, Given(given, mark(found, posed, given)), None)

    whole = in_words(found, kept, str)
    if item == "t_multi":
        whole = "; ".join(sorted(whole.split("; "), reverse=True))
        said, right = "two; three", "; ".join(sorted(right.split("; ")))
        assert sorted(key(found, kept, str).split("; ")) == sorted(right.split("; "))
    else:
        assert key(found, kept, str) == right
    assert whole == said


@pytest.mark.parametrize(
    ("item", "about"),
    [
        ("t_single", ""),
        ("t_trace", ""),
        ("t_plot", "\n\nA straight line through the origin"),
    ],
)
def test_a_question_comes_with_what_it_is_about(toy, item, about):
    asked = quiz(toy, "basics")
    found = asked.item(item)
    posed = pose(found, 5, shuffle=asked.shuffle)
    kept = answer_of(asked, posed, found, Given("x", mark(found, posed, "")), None)

    said = question(found, kept, str)

    assert said.startswith(found.stem + about)
    assert (said == found.stem) == (not about)


@pytest.mark.parametrize(
    ("item", "begins"),
    [
        ("t_single", ""),
        ("t_trace", "for i in range(2):\n    print("),
        ("t_fill", "import numpy as np\n"),
        ("t_plot", ""),
    ],
)
def test_a_question_about_a_program_has_its_lines_as_they_are(toy, item, begins):
    said = program(quiz(toy, "basics").item(item))

    assert said.startswith(begins)
    assert bool(said) == bool(begins)


def test_an_answer_by_letter_is_said_as_the_option(toy):
    asked = quiz(toy, "basics")
    found = asked.item("t_plot")
    for seed in range(4):
        posed = pose(found, seed, shuffle=asked.shuffle)
        marked = mark(found, posed, "a")
        kept = answer_of(asked, posed, found, Given("a", marked), None)

        assert in_words(found, kept, str) == posed.choices[0].text


def test_an_answer_of_any_depth_and_length_is_said_shortly():
    deep: object = "x"
    for _ in range(5000):
        deep = [deep]

    assert as_typed(deep) == "…"
    assert as_typed({"a": [1, None, True]}) == "a: 1  True"
    assert MAX_SAID < 1000


def test_claims_are_what_learn_check_says(toy):
    for exercise in toy.exercises():
        known = claims(exercise)
        with_judge = {
            c.id: (c.audience, c.claim) for c in Judge(exercise, None).engine.checks
        }
        for id, (audience, said) in with_judge.items():
            assert claim(id, audience, known) == said


def test_a_check_that_is_gone_is_named_by_its_id():
    assert claim("worked_case[3-x]", "public", {}) == "worked case (3-x)"
    assert claim("worked_case[2]", "hidden", {}) == "worked case (case 2)"
    assert claim("what [", "public", {}) == "what ["


def test_another_copy_of_the_course_gives_the_same(learner, tmp_path):
    learner.check("ex01", SQUARED)
    before = learner.report().to_json()
    other = copy_toy(tmp_path / "other")
    shutil.copytree(learner.root / ".learn", other / ".learn")
    (other / "exercises/ex01_double/double.py").write_text(SQUARED)

    made = gather(Course(other), Database(other / ".learn" / "progress.db"))

    assert made.to_json() == before
