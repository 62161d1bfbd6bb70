"""Review: cards follow from the answers, come back in time, and are only a cache."""

from __future__ import annotations

import datetime
import json
import random
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from grader.cli import review as command
from grader.cli import status
from grader.mastery import Level
from grader.overview import concepts
from grader.quiz.mark import mark
from grader.quiz.model import QuizVerdict, fingerprint
from grader.quiz.pose import pose
from grader.quiz.reader import quiz
from grader.review import due, grade, rebuild, update
from grader.store import Database, Quizzes
from grader.store.quizzes import Answer

DAY = datetime.timedelta(days=1)
MORNING = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _in_greenwich(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def quizzes(tmp_path: Path) -> Quizzes:
    return Quizzes(Database(tmp_path / ".learn" / "progress.db"))


def answer(
    item: str = "t_single",
    verdict: str = "right",
    at: datetime.datetime = MORNING,
    *,
    points: float | None = None,
    **more: object,
) -> Answer:
    earned = {"right": 1.0, "partly": 0.5}.get(verdict, 0.0)
    return Answer(
        sitting=None, quiz="basics", item=item, item_sha256="0" * 64, seed=1,
        shuffle=True, given="a", verdict=verdict,
        points=earned if points is None else points, max_points=1.0,
        at=at.isoformat(timespec="milliseconds"), **more,
    )  # fmt: skip


def days(quizzes: Quizzes, item: str = "t_single", since=MORNING) -> int:
    due_at = datetime.datetime.fromisoformat(quizzes.cards()[item].due)
    return (due_at - since).days


# -- how well an answer was known ---------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "number"),
    [
        (answer(verdict="wrong"), 1),
        (answer(verdict="wrong", confidence="sure", duration_s=1.0), 1),
        (answer(verdict="invalid"), 1),
        (answer(verdict="partly", points=0.4), 1),
        (answer(verdict="partly", points=0.5), 2),
        (answer(hints=1, confidence="sure", duration_s=1.0), 2),
        (answer(confidence="guess"), 2),
        (answer(), 3),
        (answer(confidence="sure"), 3),
        (answer(confidence="sure", duration_s=60.0), 3),
        (answer(confidence="think so", duration_s=1.0), 3),
        (answer(confidence="sure", duration_s=5.0), 4),
        (answer(verdict="unanswered"), None),
        (answer(verdict="recorded"), None),
    ],
)
def test_an_answer_says_how_well_it_was_known(given, number):
    assert grade(given) == number


def test_what_was_known_better_comes_back_later(quizzes):
    answers = {
        "again": answer("again", "wrong"),
        "hard": answer("hard", hints=1),
        "good": answer("good"),
        "easy": answer("easy", confidence="sure", duration_s=2.0),
    }
    quizzes.answered(*answers.values())

    update(quizzes)

    assert [days(quizzes, item) for item in answers] == [1, 1, 2, 8]


def test_intervals_grow_with_each_right_answer_and_shrink_with_a_wrong_one(quizzes):
    at, waits = MORNING, []
    for verdict in ("right", "right", "right", "wrong", "right"):
        quizzes.answered(answer(verdict=verdict, at=at))
        update(quizzes)
        waits.append(days(quizzes, since=at))
        at += waits[-1] * DAY

    assert waits[0] < waits[1] < waits[2]
    assert waits[3] < waits[4] < waits[2]


def test_what_is_due_today_is_due_from_its_first_minute(quizzes):
    evening = MORNING.replace(hour=22)
    quizzes.answered(answer(verdict="wrong", at=evening))
    update(quizzes)

    assert due(quizzes, evening) == []
    assert [c.item for c in due(quizzes, MORNING + DAY)] == ["t_single"]
    assert [card.quiz for card in due(quizzes, MORNING + DAY)] == ["basics"]


def test_the_longest_overdue_comes_first(quizzes):
    quizzes.answered(
        answer("b", "wrong", MORNING - 3 * DAY), answer("a", "wrong"),
        answer("c", "wrong", MORNING - 9 * DAY),
    )  # fmt: skip
    update(quizzes)

    assert [c.item for c in due(quizzes, MORNING + 2 * DAY)] == ["c", "b", "a"]


# -- cards are only a cache -----------------------------------------------------------------


def some_answers(seed: int, count: int = 120) -> list[Answer]:
    source, at, found = random.Random(seed), MORNING, []
    for _ in range(count):
        at += datetime.timedelta(minutes=source.choice([0, 1, 30, 600, 3000, 40_000]))
        found.append(
            answer(
                f"item_{source.randrange(8)}",
                source.choice(["right", "right", "wrong", "partly", "unanswered", "recorded"]),
                at, points=None, hints=source.choice([0, 0, 1]),
                confidence=source.choice(["", "sure", "guess", "think so"]),
                duration_s=source.choice([None, 3.0, 90.0]),
            )
        )  # fmt: skip
    return found


@pytest.mark.parametrize("seed", range(5))
def test_cards_made_anew_are_the_same_as_those_kept(quizzes, seed):
    source = random.Random(seed)
    for one in some_answers(seed):
        quizzes.answered(one)
        if source.random() < 0.7:
            update(quizzes)
    update(quizzes)
    kept = quizzes.cards()
    assert len(kept) == 8

    rebuild(quizzes)

    assert quizzes.cards() == kept
    update(quizzes)
    assert quizzes.cards() == kept


def test_what_a_kill_left_out_is_made_up_for(quizzes):
    quizzes.answered(*some_answers(1))
    update(quizzes)
    whole = quizzes.cards()
    db = sqlite3.connect(quizzes.database.file)
    db.execute("DELETE FROM review_card")
    db.commit()
    db.close()

    update(quizzes)

    assert quizzes.cards() == whole


def test_a_card_that_another_scheduler_wrote_is_made_anew(quizzes):
    quizzes.answered(answer())
    update(quizzes)
    db = sqlite3.connect(quizzes.database.file)
    db.execute("UPDATE review_card SET card = '{}'")
    db.commit()
    db.close()
    quizzes.answered(answer(at=MORNING + 2 * DAY))

    update(quizzes)

    mended = quizzes.cards()
    rebuild(quizzes)
    assert quizzes.cards() == mended
    assert days(quizzes, since=MORNING + 2 * DAY) > 2


def test_a_clock_that_was_set_back_does_no_harm(quizzes):
    quizzes.answered(answer(), answer(at=MORNING - 50 * DAY))

    update(quizzes)

    assert days(quizzes) >= 1


def test_questions_that_the_course_dropped_are_dropped(quizzes):
    quizzes.answered(answer("here"), answer("gone"))
    update(quizzes)

    update(quizzes, {"here"})

    assert list(quizzes.cards()) == ["here"]
    update(quizzes, {"here"})
    rebuild(quizzes, {"here"})
    assert list(quizzes.cards()) == ["here"]


# -- what is kept of an answer ----------------------------------------------------------------


def test_answers_can_be_marked_again_as_they_were_given(toy, quizzes):
    basics = quiz(toy, "basics")
    given = {"t_single": "b", "t_multi": ["a", "c"], "t_param": "1/3", "t_match": {"a": 2},
             "t_order": [1, 2, 3, 4, 5], "t_numeric": 0.25, "t_short": "\ud800 half"}  # fmt: skip
    for id, value in given.items():
        item = basics.item(id)
        posed = pose(item, 42, shuffle=basics.shuffle)
        marked = mark(item, posed, value)
        quizzes.answered(
            Answer(None, "basics", id, fingerprint(item), 42, basics.shuffle, value,
                   marked.verdict.value, marked.points, marked.max_points,
                   misconceptions=marked.misconceptions)
        )  # fmt: skip

    for kept in quizzes.log():
        item = basics.item(kept.item)
        again = mark(item, pose(item, kept.seed, shuffle=kept.shuffle), kept.given)

        assert kept.given == given[kept.item]
        assert kept.item_sha256 == fingerprint(item)
        assert (again.verdict, again.points) == (kept.verdict, kept.points)
        assert again.misconceptions == kept.misconceptions


def test_a_sitting_says_how_it_went(quizzes):
    first = quizzes.begin("basics", "0" * 64, 7, "immediate", 0.5)
    quizzes.answered(
        answer("a", "wrong")._replace(sitting=first),
        answer("b")._replace(sitting=first),
    )
    begun = quizzes.summaries()["basics"]
    quizzes.end(first)
    quizzes.end(first)
    quizzes.answered(answer("a")._replace(sitting=first, nth=2))

    done = quizzes.summaries()["basics"]

    assert (begun.ended, begun.open, begun.passed) == (0, 2, False)
    assert (done.ended, done.open, done.passed) == (1, -1, True)
    assert (done.points, done.max_points, done.first) == (2.0, 2.0, 1.0)
    last = quizzes.last("basics")
    assert (last.id, last.seed, last.ended) == (first, 7, True)
    assert quizzes.seeds("basics") == {7}


def test_an_answer_to_a_question_as_it_was_does_not_count_for_what_it_became(quizzes):
    sitting = quizzes.begin("basics", "0" * 64, 7, "immediate", 0.5)
    before = answer("t_single", "right")._replace(sitting=sitting)
    quizzes.answered(before, answer("t_short", "wrong")._replace(sitting=sitting))
    after = answer("t_single", "wrong")._replace(sitting=sitting, item_sha256="1" * 64)
    quizzes.answered(after)
    quizzes.end(sitting)

    mine = quizzes.summaries()["basics"]

    assert (mine.points, mine.max_points, mine.first) == (0.0, 2.0, 0.0)
    assert not mine.passed


def test_nothing_is_read_where_nothing_was_kept(quizzes):
    assert quizzes.last("basics") is None
    assert (quizzes.log(), quizzes.cards(), quizzes.summaries()) == ([], {}, {})
    assert (quizzes.latest(), quizzes.seeds("basics")) == ({}, set())
    assert not quizzes.database.file.exists()


# -- mastery ----------------------------------------------------------------------------------


def test_the_latest_answer_to_each_question_is_evidence_of_its_concepts(toy, quizzes):
    asked = {"a": ("doubling",), "b": ("doubling", "counting"), "c": ("doubling",)}
    quizzes.answered(answer("a", "wrong"), answer("a"), answer("b", "partly"), answer("c"),
                     answer("c", "unanswered"), answer("nobody_knows", "wrong"))  # fmt: skip

    mine = concepts(toy, quizzes.database, asked)

    assert (mine["doubling"].right, mine["doubling"].seen) == (2.5, 3)
    assert mine["doubling"].level is Level.PARTLY
    assert mine["doubling"].sources == ("quiz basics",)
    assert (mine["counting"].right, mine["counting"].seen) == (0.5, 1)
    assert concepts(toy, quizzes.database) == {}


def test_list_counts_answers_too(here):
    quizzes = Quizzes(Database(here.folder / ".learn" / "progress.db"))
    quizzes.answered(*(answer(i) for i in ("t_single", "t_multi", "t_short")))

    ran = here("list", "--concept", "doubling")

    assert "Doubling: mastered (3 of 3 right, in quiz basics)." in ran.out


# -- the command ------------------------------------------------------------------------------


class Later:
    """Days go by: what asks for the time is told another one."""

    def __init__(self, monkeypatch, root: Path) -> None:
        self.quizzes = Quizzes(Database(root / ".learn" / "progress.db"))
        self._patch, self._now = monkeypatch, MORNING
        self.after(0)

    def after(self, days: int) -> None:
        self._now += days * DAY
        now = self._now
        self._patch.setattr(command, "now", lambda: now)
        self._patch.setattr(status, "now", lambda: now)
        stored = now.isoformat(timespec="milliseconds")
        self._patch.setattr("grader.store.quizzes.now", lambda: stored)


@pytest.fixture
def later(monkeypatch, here) -> Later:
    return Later(monkeypatch, here.folder)


def asked(here, monkeypatch, lines: str, *args: str):
    import io

    class Pipe(io.StringIO):
        def reconfigure(self, **_: object) -> None:
            pass

    monkeypatch.setattr(sys, "stdin", Pipe(lines))
    return here(*args)


def test_what_was_answered_in_a_quiz_comes_back_when_it_is_time(
    here, later, monkeypatch
):
    lines = "c\nc d\n0.25\n"
    asked(here, monkeypatch, lines, "quiz", "basics", "--seed", "3")
    assert "due" not in here().out

    later.after(1)
    assert "1 question is due for review: learn review\n" in here().out
    ran = asked(here, monkeypatch, "6\n", "review")

    assert ran.code == 0
    assert "1 question due for review." in ran.out
    assert "Question 1 of 1, from basics" in ran.out
    assert "1 of 1 right." in ran.out
    assert "due" not in here().out
    nothing = here("review")
    assert nothing.out.startswith(
        "Nothing is due. The next question comes on Wednesday"
    )
    later.after(1)
    assert "2 questions are due for review: learn review\n" in here().out


def test_all_questions_of_a_parameter_come_with_other_numbers(here, later, monkeypatch):
    later.quizzes.answered(answer("t_param", "wrong"))
    update(later.quizzes)
    later.after(1)

    stems = set()
    for _ in range(8):
        ran = asked(here, monkeypatch, "s\n", "review")
        stems.add(re.search("What is twice .*", ran.out)[0])

    assert len(stems) > 1


def test_only_so_many_are_asked(here, later, monkeypatch):
    later.quizzes.answered(
        *(answer(i, "wrong") for i in ("t_single", "t_short", "t_plot"))
    )
    update(later.quizzes)
    later.after(3)

    ran = asked(here, monkeypatch, "the double\n" * 9, "review", "--limit", "1")

    assert "3 questions due for review, 1 of them now." in ran.out
    assert "Question 1 of 1" in ran.out
    assert "are still due" in ran.out


def test_what_is_due_as_json(here, later):
    later.quizzes.answered(answer("t_single", "wrong"), answer("t_short"))
    update(later.quizzes)
    before = here("review", "--json").objects[0]
    later.after(1)

    [counted] = here("review", "--json").objects

    assert (before["due"], before["cards"]) == (0, 2)
    assert (counted["due"], counted["cards"]) == (1, 2)
    assert [i["id"] for i in counted["items"]] == ["t_single"]
    assert counted["next_due"].startswith("2026-03-04")
    schema = Path(__file__).parent.parent / "docs/schemas/learn.review.schema.json"
    jsonschema.validate(counted, json.loads(schema.read_text()))


def test_a_skipped_question_stays_due_and_a_stopped_review_keeps_the_rest(
    here, later, monkeypatch
):
    later.quizzes.answered(answer("t_single", "wrong"), answer("t_short", "wrong"))
    update(later.quizzes)
    later.after(1)

    ran = asked(here, monkeypatch, "s\n", "review")

    assert ran.code == 0
    assert "0 of 0 right." not in ran.out
    assert "asks the 2 questions that are still due" in ran.out
    assert len(due(later.quizzes, MORNING + DAY)) == 2


def test_review_tells_at_once_what_a_quiz_keeps_for_its_end(here, later, monkeypatch):
    file = here.folder / "quizzes" / "basics.yaml"
    file.write_text("feedback: end\n" + file.read_text())
    later.quizzes.answered(answer("t_short", "wrong"))
    update(later.quizzes)
    later.after(1)

    assert "To double is" in asked(here, monkeypatch, "the half\n", "review").out


def test_questions_of_exams_and_of_quizzes_that_are_gone_are_not_reviewed(
    here, later, monkeypatch
):
    later.quizzes.answered(answer("t_short", "wrong"), answer("t_gone", "wrong"))
    update(later.quizzes)
    file = here.folder / "quizzes" / "basics.yaml"
    file.write_text("feedback: exam\n" + file.read_text())
    later.after(1)

    assert "due" not in here().out
    assert "Nothing to review yet" in here("review").out
    assert "due" not in here().out
    (here.folder / "quizzes" / "basics.yaml").unlink()
    assert here("review").code == 0


def test_when_all_exercises_are_done_review_is_next(here, later, monkeypatch):
    for number, name in ((1, "double"), (2, "counter"), (3, "apply_twice")):
        folder = f"ex0{number}_{name}"
        solution = here.folder / "reference" / folder / "solution.py"
        (here.folder / "exercises" / folder / f"{name}.py").write_text(
            solution.read_text()
        )
    assert here("check", "--all").code == 0
    later.quizzes.answered(answer("t_short", "wrong"))
    update(later.quizzes)
    later.after(1)

    assert here().out.endswith("Next: learn review\n")


def test_saying_what_is_due_loads_no_scheduler(learn):
    quizzes = Quizzes(Database(learn.folder / ".learn" / "progress.db"))
    quizzes.answered(answer("t_short", "wrong"))
    update(quizzes)

    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "grader"],
        cwd=learn.folder, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert "1 question is due for review" in done.stdout
    loaded = {row.rpartition("|")[2].strip() for row in done.stderr.splitlines()}
    assert "grader.store.quizzes" in loaded
    assert not loaded & {"fsrs", "numpy", "markdown_it", "grader.quiz.mark"}


def test_without_progress_there_is_nothing_to_review_and_a_way_on(here):
    ran = here("review")

    assert ran.code == 0
    assert "Next: `learn quiz` shows which there are." in ran.out
    assert not (here.folder / ".learn" / "progress.db").exists()


def test_a_verdict_of_the_engine_is_a_grade_or_none():
    for verdict in QuizVerdict:
        assert grade(answer(verdict=verdict.value)) in (None, 1, 2, 3, 4)
