"""`learn quiz`, taken as a learner takes it: on a terminal, through a pipe, by file."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import jsonschema
import pexpect
import pytest

from grader.course import Course
from grader.quiz.mark import mark
from grader.quiz.pose import pose
from grader.quiz.reader import quiz
from grader.store import Database, Quizzes
from tests.conftest import Learn, environment

SCHEMAS = Path(__file__).parent.parent / "docs" / "schemas"
FILE = Path("quizzes/basics.yaml")
PROMPT = re.compile(
    r"(Your answer|next line|t, g or Enter|Enter for the next question"
    r"|Enter for yes, n for no): $"
)
ITEMS = ["t_single", "t_multi", "t_numeric", "t_param", "t_short", "t_order",
         "t_match", "t_trace", "t_fill", "t_plot"]  # fmt: skip
# By text, so that they hold for every seed.
RIGHT = """\
t_single: "6"
t_multi: [two, four]
t_numeric: 1/4
t_short: THE double
t_order: [boil, cup, leaves, pour, drink]
t_match: {one: two, two: four, four: eight}
t_trace: |
  i = 0
  i = 1
t_fill: 2 * x
t_plot: twice x
"""
# What stands in the file as a reason, and must not be told in an exam.
TELLING = ("3 + 3", "Twice one", "squared", "sign changed", "rises by 2 per step", "boil water →",
           "other way round", "Half of it", "2 * x\n", "the double", "6 is among", "half of 0.5 is",
           "Right.", "Wrong", "Partly")  # fmt: skip


class Learner:
    """Somebody at a terminal: waits for each prompt, then types."""

    def __init__(
        self,
        folder: Path,
        *args: str,
        columns: int = 80,
        env: Mapping[str, str] | None = None,
    ) -> None:
        more = {"NO_COLOR": "1", "PYTHONPATH": str(Path.cwd())} | dict(env or {})
        encoding = more.get("PYTHONIOENCODING", "utf-8")
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "grader", "quiz", *args],
            cwd=str(folder),
            env=environment(**more),
            dimensions=(24, columns),
            encoding=encoding,
            codec_errors="backslashreplace",
            timeout=60,
        )
        # It waits for prompts itself; pexpect need not wait for it on top.
        self.child.delaybeforesend = None
        self.read: list[str] = []

    def types(self, *lines: str) -> Learner:
        for line in lines:
            self.waits()
            self.child.sendline(line)
        return self

    def waits(self) -> Learner:
        self.child.expect(PROMPT)
        self.read += [self.child.before, self.child.after]
        return self

    def presses(self, key: str) -> Learner:
        self.waits()
        self.child.sendcontrol(key)
        return self

    def leaves(self) -> tuple[int, str]:
        """Read to the end; give the exit code and all that stood on the screen."""
        self.child.expect(pexpect.EOF)
        self.read.append(self.child.before)
        self.child.close()
        assert self.child.exitstatus is not None, self.child.signalstatus
        text = "".join(self.read).replace("\r\n", "\n")
        assert "Traceback" not in text, text
        return self.child.exitstatus, text


@pytest.fixture
def sits(toy_copy: Path) -> Iterator[object]:
    """Sit somebody at a terminal in the toy course; gone at the end of the test."""
    every: list[Learner] = []

    def sit(*args: str, **options: object) -> Learner:
        every.append(Learner(toy_copy, *args, **options))
        return every[-1]

    yield sit
    for learner in every:
        learner.child.close(force=True)


def feedback(root: Path, policy: str) -> None:
    text = (root / FILE).read_text("utf-8")
    (root / FILE).write_text(f"feedback: {policy}\n{text}", "utf-8")


def store(root: Path) -> Quizzes:
    return Quizzes(Database(root / ".learn" / "progress.db"))


def answered(root: Path) -> list[tuple[str, str, int]]:
    return [(a.item, a.verdict, a.nth) for a in store(root).log()]


def without_options(text: str) -> str:
    """Leave out what is shown before anything is answered, and what was typed."""
    return re.sub(r"^  [a-z0-9]\) .*$|^Your answer: .*$", "", text, flags=re.M)


def piped(folder: Path, typed: str | bytes, *args: str, **popen):
    data = typed.encode() if isinstance(typed, str) else typed
    done = subprocess.run(
        [sys.executable, "-m", "grader", *args], cwd=folder, env=environment(),
        input=data, capture_output=True, timeout=120, **popen,
    )  # fmt: skip
    err = done.stderr.decode("utf-8", "backslashreplace")
    assert "Traceback" not in err, err
    return done.returncode, done.stdout.decode("utf-8", "backslashreplace"), err


def write(root: Path, text: str, name: str = "answers.yaml") -> str:
    (root / name).write_text(text, "utf-8")
    return name


# -- on a terminal ---------------------------------------------------------------------

FIRST = ("x", "?", "?", "?", "c", "perhaps", "t", "")  # malformed, hints, wrong, unsure
SECOND = ("c d", "")


def test_a_whole_quiz_with_all_that_can_happen(sits, toy_copy, golden):
    """Right, wrong, malformed, skipped, a hint, interrupted, resumed, retried."""
    learner = sits("basics", "--seed", "3").types(*FIRST, *SECOND, "s")
    stopped = learner.presses("c").leaves()
    resumed = sits("basics").types(
        "nothing", "3", "", "the half", "", "3 4 1 2 5", "", "a2 b1", "",
        "i = 0", "i = 1", "", "", "x*x", "", "b",
        # again: all but question 2 and 8
        "maybe", "y", "a", "s", "", "0.25", "", "5.5", "", "double", "", "3 4 2 1 5", "",
        "a2 b1 c3", "", "2*x", "", "s", "n",
    )  # fmt: skip
    code, text = resumed.leaves()

    golden("quiz.screen.txt", f"{stopped[1]}\n=== resumed ===\n{text}")
    assert (stopped[0], code) == (130, 0)
    kept = answered(toy_copy)
    assert [item for item, *_ in kept[:10]] == ITEMS
    assert kept[2] == ("t_numeric", "unanswered", 1)
    assert kept[10:] == [
        ("t_single", "right", 2), ("t_numeric", "right", 1), ("t_param", "right", 2),
        ("t_short", "right", 2), ("t_order", "right", 2), ("t_match", "right", 2),
        ("t_fill", "right", 2),
    ]  # fmt: skip
    assert store(toy_copy).log()[0].hints == 2
    assert store(toy_copy).log()[0].confidence == "think so"
    assert {a.seed for a in store(toy_copy).log()} == {3}


SHORT = ("c", "g", "", "a d", "", "0,25", "", "", "s", "s", "1 2 3 4 5", "",
         "a1 c3", "", "i", "", "", "2 x", "x", "", "b", "n")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "columns", "env"),
    [
        ("quiz_40", 40, {}),
        ("quiz_dumb", 80, {"TERM": "dumb"}),
        ("quiz_ascii", 80, {"PYTHONIOENCODING": "ascii"}),
        ("quiz_cp1252", 80, {"PYTHONIOENCODING": "cp1252"}),
        ("quiz_colour", 80, {"NO_COLOR": ""}),
    ],
)
def test_reads_well_on(sits, golden, name, columns, env):
    code, text = sits("basics", "--seed", "3", columns=columns, env=env).types(
        *SHORT
    ).leaves()  # fmt: skip

    golden(f"{name}.screen.txt", text)
    assert code == 1
    if name != "quiz_colour":
        assert "\x1b" not in text
    if name == "quiz_40":
        # Code stays whole, and the terminal breaks what is typed.
        typed = re.compile(PROMPT.pattern.removesuffix("$"))
        rows = [r for r in text.splitlines() if not typed.search(r) and r[:8].strip()]
        assert [r for r in rows if len(r) > 40] == []


def test_with_feedback_at_the_end_nothing_is_told_before(sits, toy_copy, golden):
    feedback(toy_copy, "end")

    learner = sits("basics", "--seed", "3").types(
        "c", "", "a b", "0.25", "5.5", "s", "1 2 3 4 5", "a1", "1", "", "x", "b"
    )
    before = "".join(learner.waits().read)
    learner.child.sendline("n")
    code, text = learner.leaves()

    asked, _, summed_up = before.partition("3 of 11 points, not passed (8.8 needed).")
    assert summed_up
    assert not [word for word in TELLING if word in without_options(asked)]
    assert "Twice one." in summed_up
    golden("quiz_end.screen.txt", text)
    assert code == 1


def test_ctrl_d_stops_and_keeps_what_was_answered(sits, toy_copy):
    code, text = sits("basics").types("a", "s").presses("d").leaves()

    assert code == 1
    assert "1 question done, 9 left. Your answers are kept." in text
    assert len(answered(toy_copy)) == 1
    assert "1 of 10 done" in sits("basics").presses("c").leaves()[1]


PLAIN = """\
title: Plain
pass_mark: {mark}
items:
  - id: p_multi
    type: multi
    stem: Which are even? Select all that apply.
    concepts: [doubling]
    difficulty: 1
    points: 3
    options: [{{text: two, correct: true}}, {{text: three, why: No.}}]
  - {{id: p_short, type: short, stem: Name?, concepts: [doubling], difficulty: 1,
     answers: [double]}}
"""


@pytest.mark.parametrize(
    ("key", "codes"), [("d", (0, 1)), ("c", (130, 130))], ids=["ctrl-d", "ctrl-c"]
)
def test_who_leaves_when_all_was_asked_is_told_how_to_go_on(sits, toy_copy, key, codes):
    for needed, wanted in zip(("0.5", "1"), codes, strict=True):
        (toy_copy / "quizzes" / "plain.yaml").write_text(PLAIN.format(mark=needed))

        code, text = (
            sits("plain", "--fresh").types("two", "", "x").presses(key).leaves()
        )

        assert code == wanted
        assert "goes on from here" not in text
        assert text.splitlines()[-2].startswith("Next: `learn quiz plain --retry`")


def test_nothing_is_said_that_is_of_no_use_or_was_said_before(sits, toy_copy):
    (toy_copy / "quizzes" / "plain.yaml").write_text(PLAIN.format(mark=1))

    text = sits("plain").types("three", "", "s", "n").leaves()[1]

    assert "for a hint" not in text
    assert text.count("all that apply") == 1
    assert "Not right, or skipped: all 2 questions." in text


def test_hints_that_were_shown_are_shown_again_after_a_break(sits):
    first = sits("basics").types("?").presses("c").leaves()[1]
    second = sits("basics").presses("c").leaves()[1]

    hint = "Hint 1 of 2: Twice means two times."
    assert hint in first
    assert second.index(hint) < second.index("Type ? for a hint (1 here).")


def test_an_answer_counts_when_it_is_stopped_before_it_is_said_how_sure(sits, toy_copy):
    code, _ = sits("basics").types("a").presses("c").leaves()

    assert code == 130
    assert [item for item, *_ in answered(toy_copy)] == ["t_single"]


def test_going_on_asks_the_same_in_the_same_order(sits, toy_copy):
    begun = sits("basics").presses("c").leaves()[1]
    seed = re.search(r"Seed (\d+)", begun)[1]
    again = sits("basics", "--seed", seed).types("s").presses("c").leaves()[1]
    third = sits("basics").presses("c").leaves()[1]

    def options(text: str) -> list[str]:
        return re.findall(r"^  [a-d]\) .*", text, re.M)

    assert f"Seed {seed}" in third
    assert options(begun)[:4] == options(again)[:4]
    assert options(again)[4:8] == options(third)[:4]


def test_after_a_finished_one_a_new_sitting_has_another_seed(toy_copy, learn):
    name = write(toy_copy, RIGHT)
    learn("quiz", "basics", "--answers", name, "--seed", "7")

    seeds = set()
    for _ in range(4):
        out = piped(toy_copy, "", "quiz", "basics", "--fresh")[1]
        seeds.add(re.search(r"Seed (\d+)", out)[1])

    assert len(seeds) > 1
    assert "7" not in seeds


def test_a_question_that_changed_meanwhile_is_asked_again(toy_copy):
    piped(toy_copy, "a\na\n", "quiz", "basics")
    text = (toy_copy / FILE).read_text("utf-8")
    (toy_copy / FILE).write_text(text.replace("What is twice 3?", "What is 2 · 3?"))

    out = piped(toy_copy, "", "quiz", "basics")[1]

    assert "1 of 10 done, 9 left" in out
    assert "Question 1 of 10" in out
    assert "What is 2 * 3?" in out


def test_retry_asks_what_was_not_right_as_it_was(toy_copy, learn):
    name = write(toy_copy, "t_single: '6'\nt_multi: two\n")
    assert learn("quiz", "basics", "--answers", name, "--seed", "5").code == 1

    code, out, _ = piped(toy_copy, "a b c d\n", "quiz", "basics", "--retry")

    assert code == 1
    assert "Question 1 of" not in out
    assert out.startswith("Question 2 of 10, again")
    options = re.findall(r"^  [a-d]\) (.*)", out, re.M)[:4]
    posed = pose(quiz(Course(toy_copy), "basics").items[1], 5)
    assert options == [c.text for c in posed.choices]


def test_retry_of_what_was_never_taken_or_all_right_says_so(toy_copy, learn):
    assert "was not taken yet" in learn("quiz", "basics", "--retry").err
    name = write(toy_copy, RIGHT)
    learn("quiz", "basics", "--answers", name)
    piped(toy_copy, "", "quiz", "basics", "--retry")


def test_figures_are_written_where_they_are_asked_for(toy_copy, sits):
    env = {"BROWSER": "true"}
    code, text = sits("basics", "--open", env=env).types(*"s" * 9).presses("c").leaves()

    assert code == 130
    assert "To see it, open .learn/figures/t_plot.svg" in text
    assert (toy_copy / ".learn/figures/t_plot.svg").read_text().startswith("<svg")


# -- exams -------------------------------------------------------------------------------


def test_an_exam_tells_no_key_whatever_is_done(sits, toy_copy, learn):
    feedback(toy_copy, "exam")
    learner = sits("basics", "--seed", "3").types(
        "?",
        "c",
        "g",
        "a b",
        "1",
        "2",
        "the half",
        "1 2 3 4 5",
        "a1",
        "1",
        "",
        "x*x",
        "b",
    )
    code, text = learner.leaves()
    wrong = write(toy_copy, "t_single: '9'\nt_multi: three\nt_plot: b\nt_short: zz\n")
    marked = learn("quiz", "basics", "--answers", wrong)
    as_json = learn("quiz", "basics", "--answers", wrong, "--json")
    again = learn("quiz", "basics", "--retry")
    listed = learn("quiz")
    review = learn("review")

    assert code == 1
    assert "There are no hints in an exam." in text
    assert "0.33 of 11 points, not passed (8.8 needed)." in text
    assert "again now" not in text
    everything = [
        without_options(text),
        marked.out,
        as_json.out,
        again.out,
        listed.out,
        review.out,
    ]
    for output in everything:
        assert not [word for word in TELLING if word in output]
    for item in as_json.objects[0]["items"]:
        assert (item["feedback"], item["misconception"]) == ("", None)
    assert "not asked again" in again.out
    assert "Nothing to review yet" in review.out
    assert store(toy_copy).cards() == {}


def test_withheld_keys_are_recorded_and_marked_at_grading(toy_copy, sits, learn):
    (toy_copy / "quizzes" / "secret.yaml").write_text(
        "title: Secret\nkeys: withheld\nfeedback: immediate\nitems:\n"
        "  - {id: w1, type: single, stem: Which?, concepts: [doubling], difficulty: 1,"
        " options: [{text: one}, {text: two}]}\n"
        "  - {id: w2, type: numeric, stem: How many?, concepts: [doubling], difficulty: 1}\n"
    )

    code, text = sits("secret").types("a", "seven", "7").leaves()
    file = learn("quiz", "secret", "--answers", write(toy_copy, "w1: one\n"), "--json")

    assert code == 0
    assert "Your answers are recorded, and marked when your work is graded." in text
    assert "2 of 2 answers recorded" in text
    assert "Type a number" in text
    assert [a.verdict for a in store(toy_copy).log()[:2]] == ["recorded"] * 2
    assert file.objects[0]["passed"] is None
    jsonschema.validate(file.objects[0], schema())
    assert "secret  recorded" in learn("quiz").out
    assert "Nothing to review" in learn("review").out


# -- through a pipe -----------------------------------------------------------------------


def test_a_pipe_is_read_line_by_line_and_its_end_keeps_what_there_was(toy_copy, golden):
    lines = "x\n?\na\nc d\n0.25\n"

    code, out, err = piped(toy_copy, lines, "quiz", "basics", "--seed", "3")

    golden("quiz_pipe.txt", out)
    assert (code, err) == (1, "")
    assert out.isascii()
    assert len(answered(toy_copy)) == 3


def test_a_whole_quiz_through_a_pipe_passes(toy_copy):
    lines = "a\nc d\n0.25\n5.5\ndouble\n3 4 2 1 5\na2 b1 c3\ni = 0\ni = 1\n\n2*x\na\n"

    code, out, _ = piped(toy_copy, lines, "quiz", "basics", "--seed", "3")

    assert code == 0
    assert "11 of 11 points, passed (8.8 needed)." in out
    assert "again now" not in out


def test_json_on_a_pipe_is_alone_on_standard_output(toy_copy):
    code, out, err = piped(toy_copy, "a\n", "quiz", "basics", "--json", "--seed", "3")

    result = json.loads(out)
    jsonschema.validate(result, schema())
    assert code == 1
    assert [i["verdict"] for i in result["items"]] == ["right"] + ["unanswered"] * 9
    assert "Question 1 of 10" in err


@pytest.mark.parametrize("args", [["quiz"], ["quiz", "basics"], ["review"]])
def test_without_standard_input_it_ends(toy_copy, args):
    done = subprocess.run(
        ["/bin/sh", "-c", '"$0" -m grader "$@" <&-', sys.executable, *args],
        cwd=toy_copy, env=environment(), capture_output=True, timeout=60,
    )  # fmt: skip

    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1)


# -- from a file --------------------------------------------------------------------------


def schema() -> object:
    return json.loads((SCHEMAS / "learn.quiz.schema.json").read_text("utf-8"))


def param_answer(root: Path, seed: int) -> str:
    item = quiz(Course(root), "basics").item("t_param")
    posed = pose(item, seed)
    return mark(item, posed, "1e9").key


@pytest.mark.parametrize("seed", [0, 1, 12345])
def test_right_answers_by_text_pass_with_any_seed(toy_copy, learn, seed):
    text = RIGHT + f"t_param: {param_answer(toy_copy, seed)}\n"

    ran = learn("quiz", "basics", "--answers", write(toy_copy, text), "--json",
                "--seed", str(seed))  # fmt: skip

    result = ran.objects[0]
    jsonschema.validate(result, schema())
    assert (ran.code, ran.err) == (0, "")
    assert (result["score"], result["max_score"], result["passed"]) == (11, 11, True)
    assert result["seed"] == seed


def test_marks_a_file_for_people(toy_copy, learn, golden):
    text = RIGHT.replace('"6"', "9").replace("THE double", "[what]") + "t_param: 99\n"

    ran = learn("quiz", "basics", "--answers", write(toy_copy, text), "--seed", "1")

    golden("quiz_answers.txt", ran.out)
    assert ran.code == 1


def test_json_and_a_list_will_do_as_well(toy_copy, learn):
    items = [None] * 10
    items[0], items[1], items[2] = "6", ["two", "four"], 0.25
    name = write(toy_copy, json.dumps(items), "a.json")

    ran = learn("quiz", "basics", "--answers", name, "--json")

    verdicts = [i["verdict"] for i in ran.objects[0]["items"]]
    assert verdicts == ["right"] * 3 + ["unanswered"] * 7
    assert ran.objects[0]["items"][2]["given"] == 0.25


def test_all_unknown_ids_of_a_file_are_said_at_once(toy_copy, learn):
    text = "t_singel: a\nt_multi: [a]\nt_multi: [b]\nnobody: 1\n"

    ran = learn("quiz", "basics", "--answers", write(toy_copy, text))

    assert (ran.code, ran.out) == (2, "")
    assert "'t_singel'; did you mean t_single?" in ran.err
    assert "'t_multi' stands twice (line 3)" in ran.err
    assert "'nobody'" in ran.err
    assert not (toy_copy / ".learn" / "progress.db").exists()


@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "it holds no answers"),
        (b"just a text", "it holds no answers"),
        (b"a: [1", "not valid YAML"),
        (b"\xff\xfe", "not UTF-8"),
        (b"a: &x [b]\nc: *x\n", "aliases are not for answers"),
        (b"a: " + b"[" * 90, "nested too deeply"),
        (json.dumps(["a"] * 11).encode(), "it has 11 answers; basics asks 10"),
        (b"x" * (1 << 21), "larger than 1 MiB"),
    ],
)
def test_a_file_that_is_no_answers_gets_a_sentence(toy_copy, learn, text, said):
    (toy_copy / "answers").write_bytes(text)

    ran = learn("quiz", "basics", "--answers", "answers")

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "at  answers" in ran.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["basic"], "did you mean basics?"),
        (["--seed", "1"], "name the quiz"),
        (["basics", "--answers", "none.yaml"], "cannot be read: No such file"),
        (["basics", "--retry", "--seed", "1"], "--retry asks as before"),
    ],
)
def test_what_the_caller_can_fix_exits_with_2(learn, args, said):
    ran = learn("quiz", *args)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


# -- which there are ------------------------------------------------------------------------


def test_lists_quizzes_with_state_and_the_next(toy_copy, learn):
    shutil.copy(toy_copy / FILE, toy_copy / "quizzes" / "more.yaml")
    text = (toy_copy / "quizzes" / "more.yaml").read_text()
    (toy_copy / "quizzes" / "more.yaml").write_text(text.replace("id: t_", "id: m_"))
    before = learn("quiz")
    piped(toy_copy, "a\n", "quiz", "more")
    begun = learn("quiz")
    learn("quiz", "more", "--answers", write(toy_copy, RIGHT.replace("t_", "m_")))

    assert "Next: `learn quiz basics`, because it is the next" in before.out
    assert "more  begun  1 of 10 done  10 questions" in begun.out
    assert "Next: `learn quiz more`, because you have begun it." in begun.out
    listed = learn("quiz", "--json").objects
    assert [(o["quiz"], o["state"]) for o in listed] == [
        ("basics", "not taken"), ("more", "passed"),
    ]  # fmt: skip
    assert listed[1]["score"] == 10
    assert "more  passed  10/11" in learn("quiz").out


def test_the_list_on_a_screen(toy_copy, learn, golden):
    golden("quizzes.screen.txt", learn.on_a_terminal("quiz", env={"NO_COLOR": "1"}).out)


def test_a_course_without_quizzes_says_so(toy_copy, learn):
    shutil.rmtree(toy_copy / "quizzes")

    assert learn("quiz").out == "This course has no quizzes.\n"


def test_names_of_quizzes_are_completed(learn):
    ran = learn(env={"_LEARN_COMPLETE": "bash_complete", "COMP_WORDS": "learn quiz b",
                     "COMP_CWORD": "2"})  # fmt: skip

    assert ran.out.split() == ["plain,basics"]


# -- what is kept ---------------------------------------------------------------------------


def test_a_kill_loses_at_most_the_answer_in_flight(toy_copy, start):
    seen = 0
    for number in range(3):
        with start(
            sys.executable, "-m", "grader", "quiz", "basics",
            cwd=toy_copy, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ) as child:  # fmt: skip
            child.stdin.write(b"s\n" * (number + 1))
            child.stdin.flush()
            for row in child.stdout:
                seen += row.startswith(b"Skipped")
                if row.startswith(b"Question") and seen == sum(range(number + 2)):
                    break
            child.send_signal(signal.SIGKILL)
            child.wait()
        db = sqlite3.connect(toy_copy / ".learn" / "progress.db")
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        db.close()
        assert len(answered(toy_copy)) == seen

    assert "6 of 10 done" in piped(toy_copy, "", "quiz", "basics")[1]


def damaged(root: Path) -> dict:
    (root / ".learn").mkdir()
    (root / ".learn" / "progress.db").write_bytes(b"no database at all" * 100)
    return {}


def full(root: Path) -> dict:
    return {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))}


def newer(root: Path) -> dict:
    (root / ".learn").mkdir()
    db = sqlite3.connect(root / ".learn" / "progress.db")
    db.execute("PRAGMA user_version = 99")
    db.close()
    return {}


@pytest.mark.parametrize("trouble", [damaged, full, newer])
def test_a_quiz_can_be_taken_where_progress_cannot_be_kept(toy_copy, trouble):
    popen = trouble(toy_copy)

    code, out, err = piped(
        toy_copy, "a\nc d\n0.25\n5.5\ndouble\n3 4 2 1 5\na2 b1 c3\ni = 0\ni = 1\n\n2*x\na\n",
        "quiz", "basics", "--seed", "3", **popen,
    )  # fmt: skip

    assert code == 0, err
    assert "11 of 11 points, passed" in out
    assert err.count("not kept") + err.count("is kept as") == 1


def test_a_quiz_can_be_taken_in_a_read_only_folder(toy_copy, unprivileged):
    (toy_copy / ".learn").mkdir()
    (toy_copy / ".learn").chmod(0o555)
    try:
        code, out, err = piped(
            toy_copy,
            "a\nc d\n",
            "quiz",
            "basics",
            "--seed",
            "3",
            preexec_fn=unprivileged,
        )
    finally:
        (toy_copy / ".learn").chmod(0o755)

    assert code == 1
    assert err.count("your answers are not kept") == 1
    assert "2 questions done, 8 left. They could not be kept." in out


# -- hostile content ------------------------------------------------------------------------

HOSTILE = ("\x1b[31mred\x1b[0m \x1b]0;title\x07 \u202eback\u202c \x9b2J \r over", "x" * 10_000,
           "> # - `**_[a](http://b)_", "a" * 300 + "`" * 300, "\ufeff\u200b")  # fmt: skip


@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("policy", ["immediate", "end"])
def test_hostile_text_of_a_quiz_comes_out_literally(toy_copy, text, policy, sits):
    data = {
        "title": text, "feedback": policy,
        "items": [
            {"id": "h1", "type": "single", "stem": text, "concepts": ["doubling"], "difficulty": 1,
             "hints": [text], "ref": text, "explanation": text,
             "options": [{"text": text + "1", "correct": True, "why": text},
                         {"text": text + "2", "why": text}]},
            {"id": "h2", "type": "match", "stem": text, "concepts": ["doubling"], "difficulty": 1,
             "explanation": text,
             "pairs": [{"left": text + "1", "right": text + "3", "why": text},
                       {"left": text + "2", "right": text + "4"}]},
            {"id": "h3", "type": "short", "stem": text, "concepts": ["doubling"], "difficulty": 1,
             "explanation": text, "answers": [text[:199] + "1"]},
        ],
    }  # fmt: skip
    (toy_copy / "quizzes" / "hostile.yaml").write_text(json.dumps(data), "utf-8")
    learner = sits("hostile", columns=60)
    for answer in ("?", "b", "", "a1", "", text.replace("\x07", "")[:100], "n"):
        if policy == "end" and not answer:
            continue
        learner.types(answer.translate(dict.fromkeys(range(32))))
    code, out = learner.leaves()

    typed = re.sub(r"Your answer: .*", "", out)
    assert code == 1
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufeff]", typed
    )
    rows = [r for r in typed.splitlines() if "http" not in r and "`" not in r]
    assert max(map(len, rows)) <= 60


@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize(
    "answer", ["\ud800", "\x00\x1b[31m", "x" * 10_000, [["a"] * 50], {"a": {"b": None}}, 1e400, True,
               10**400, [], {}, -0.0, "é" * 3000],
    ids=lambda answer: ascii(answer)[:20],
)  # fmt: skip
def test_hostile_answers_in_a_file_are_marked_and_kept(toy_copy, learn, answer):
    data = json.dumps(dict.fromkeys(ITEMS, answer))
    name = write(toy_copy, data, "answers.json")

    ran = learn("quiz", "basics", "--answers", name, "--json")
    people = learn("quiz", "basics", "--answers", name)

    jsonschema.validate(ran.objects[0], schema())
    assert "\x1b" not in people.out
    assert (ran.code, ran.err) == (1, "")
    log = store(toy_copy).log()
    assert len(log) == 20
    assert all(a.given == log[0].given for a in log)


def test_hostile_bytes_through_a_pipe_are_answers_like_others(toy_copy):
    junk = b"\xff\xfe\x00\x1b[2J\n" + b"y" * 300_000 + b"\n" + os.urandom(200) + b"\n"

    code, out, _ = piped(toy_copy, junk + b"a\n", "quiz", "basics", "--seed", "3")

    assert code == 1
    assert "\x1b" not in out
    assert ("t_single", "right", 1) in answered(toy_copy)


# -- when the course is at fault ----------------------------------------------------------------


def test_a_question_whose_checks_break_does_not_count(toy_copy, learn, sits):
    hidden = toy_copy / "reference/ex01_double/test_hidden.py"
    hidden.write_text("import nothing_of_this_name\n")
    name = write(toy_copy, RIGHT.replace("2 * x", "x + x") + "t_param: 0\n")

    ran = learn("quiz", "basics", "--answers", name, "--json")

    assert ran.code == 3
    assert ran.objects[0]["broken"] == ["t_fill"]
    assert ran.objects[0]["max_score"] == 10
    assert "t_fill does not count" in ran.err


# -- the real course ------------------------------------------------------------------------


def test_a_learn_from_anywhere_asks_the_same(learn, tmp_path):
    one = piped(learn.folder, "", "quiz", "basics", "--seed", "4")[1]
    elsewhere = Learn(tmp_path)

    two = elsewhere("--course", learn.folder, "quiz", "basics", "--seed", "4").out

    assert one.splitlines()[:12] == two.splitlines()[:12]
