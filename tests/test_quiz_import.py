"""Files of other programs become quizzes: GIFT, and the text format of text2qti."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course import Course
from grader.errors import LearnError
from grader.quiz.interchange.exporting import export
from grader.quiz.interchange.importing import Imported, read
from grader.quiz.mark import mark
from grader.quiz.model import Quiz, QuizVerdict
from grader.quiz.pose import pose
from grader.quiz.reader import quizzes
from grader.quiz.source import Source

ROOT = Path(__file__).parent.parent
QUIZZES = {
    q.id: q for root in (ROOT, ROOT / "tests/toy") for q in quizzes(Course(root))
}


@pytest.fixture
def imported(tmp_path):
    """Import a text; what is written must be a quiz that we read ourselves."""

    def from_text(text: str | bytes, form=None, concepts=("c",)) -> Imported:
        file = tmp_path / "questions.txt"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        made = read(file, form, id="quiz", concepts=concepts)
        again = tmp_path / "quiz.yaml"
        again.write_text(made.text, "utf-8")
        source = Source(again)
        assert source.findings == []
        assert list(source.items.values()) == made.items
        return made

    return from_text


def as_quiz(tmp_path: Path, made: Imported) -> Quiz:
    file = tmp_path / "quiz.yaml"
    file.write_text(made.text, "utf-8")
    read_back = Source(file).quiz
    assert read_back is not None
    return Quiz(
        id="quiz", title=read_back.title, file=file, unit=None, pass_mark=0.8,
        feedback="immediate", keys="shipped", shuffle=True, items=read_back.items,
        has_keys=True, sha256="",
    )  # fmt: skip


# -- there and back ----------------------------------------------------------------


@pytest.mark.parametrize("name", QUIZZES)
def test_a_quiz_that_went_out_as_gift_and_came_back_goes_out_the_same(
    imported, tmp_path, name
):
    out = export(QUIZZES[name], "gift").content.decode()

    made = imported(out, "gift")

    assert [
        r.what for r in made.remarks if "becomes part of this quiz" not in r.what
    ] == []
    again = export(as_quiz(tmp_path, made), "gift").content.decode()
    assert questions(again) == questions(out)


def questions(gift: str) -> list[str]:
    """Without categories, and without code such as `a-b`, which words are not.

    It comes back as a short answer, in which such a hyphen is as good as a space.
    """
    blocks = [b for b in gift.split("\n\n") if not b.startswith("$CATEGORY")]
    code = re.compile(r"the blank\. \{.*[A-Za-z]-[A-Za-z]", re.DOTALL)
    kept = [b for b in blocks if not code.search(b)]
    assert len(kept) >= len(blocks) - 2
    return kept


@pytest.mark.parametrize("name", QUIZZES)
def test_what_came_back_is_marked_as_before(imported, name):
    made = imported(export(QUIZZES[name], "gift").content, "gift")
    items = {item.id: item for item in made.items}
    for item in QUIZZES[name].items:
        back = items.get(item.id)
        if item.kind not in ("single", "multi", "plot", "numeric", "short"):
            continue
        posed, posed_back = pose(item, 3), pose(back, 3)
        for given in tries(item):
            before = mark(item, posed, typed(posed, given))
            after = mark(back, posed_back, typed(posed_back, given))
            assert before.verdict is after.verdict, (item.id, given)
            assert before.explanation == after.explanation
            if item.kind != "multi" and before.verdict is not QuizVerdict.INVALID:
                assert before.feedback == after.feedback


def tries(item):
    if item.kind == "numeric":
        slips = [str(n.value) for n in item.near if not isinstance(n.value, str)]
        return ["0", "1", "-1", "0.5", *slips]
    if item.kind == "short":
        return [*item.answers, *(n.text for n in item.near), "something else"]
    return [o.text for o in item.options]


def typed(posed, given):
    """The letter of an option; letters differ, as GIFT has no pins."""
    return next((c.label for c in posed.choices if c.text == given), given)


# -- GIFT --------------------------------------------------------------------------


def test_every_kind_of_gift_question_that_maps_is_taken_over(imported):
    made = imported(
        "// a comment\n$CATEGORY: $course$/top/Some quiz\n\n"
        "::One:: What is it? {=right#yes ~wrong#no \\= this ~other ####Because.}\n\n"
        "Two? {~%50%a ~%50%b ~%-50%c ~%-50%d}\n\n"
        "The sky is blue. {T#No, it is.#Well seen.}\n\n"
        "Grant is {~buried =entombed ~living} in Grant's tomb.\n\n"
        "::n:: How many? {#3:0.5#fine =%0%7#seven}\n\n"
        "A range {#=2..3}\n\n"
        "Who? {=nobody =no one =%0%Grant#He is not.}\n\n"
        "Pairs {=one -> 1 =two -> 2 = -> 3}\n"
    )  # fmt: skip

    kinds = [item.kind for item in made.items]
    assert kinds == [
        "single",
        "multi",
        "single",
        "single",
        "numeric",
        "numeric",
        "short",
        "match",
    ]
    one, two, three, four, five, six, seven, eight = made.items
    assert (one.id, one.stem, one.explanation) == ("one", "What is it?", "Because.")
    assert [(o.text, o.correct, o.why) for o in one.options] == [
        ("right", True, "yes"), ("wrong", False, "no = this"), ("other", False, "")]  # fmt: skip
    assert [o.correct for o in two.options] == [True, True, False, False]
    assert [(o.text, o.correct, o.why) for o in three.options] == [
        ("True", True, "Well seen."), ("False", False, "No, it is.")]  # fmt: skip
    assert four.stem == "Grant is `_____` in Grant's tomb."
    assert (five.answer, five.tolerance.abs, five.near[0].value) == (3, 0.5, 7)
    assert (six.answer, six.tolerance.abs) == (2.5, 0.5)
    assert (seven.answers, seven.near[0].why) == (("nobody", "no one"), "He is not.")
    assert (eight.pairs[1].left, eight.pairs[1].right, eight.unused) == (
        "two",
        "2",
        ("3",),
    )
    assert made.text.startswith('title: "Some quiz"\n')
    assert made.remarks == []


@pytest.mark.parametrize(
    ("question", "line", "says"),
    [
        ("Write an essay. {}", 3, "essay"),
        ("Only a text.", 3, "without a question"),
        ("An open brace {=a ~b", 3, "braces do not match"),
        ("Two {=a ~b} and {=c ~d}", 3, "more than one pair"),
        ("Half right {=a ~%50%b ~c}", 3, "partly right become wrong"),
        ("Weights {~%75%a ~%25%b ~c}", 3, "its weights become"),
        ("Two of one {=a =b ~c}", 3, "all are to be selected"),
        ("Anything {=a* =b}", 3, "* would stand for anything"),
        ("Nearly {=a =%50%b}", 3, "partly right becomes wrong"),
        ("Numbers {#=1 =2}", 3, "second right number"),
        ("Others {#=1 ~#no}", 3, "all other numbers"),
        ("Wide {#=1:0.1 =%0%2:0.5}", 3, "slips are as wide"),
        ("No number {#one}", 3, "no number"),
        ("None right {~a ~b}", 3, "no option is right"),
        ("A table [html]<table><tr><td>x</td></tr></table> {=a ~b}", 0, ""),
        ("[html]<table><tr><td>x</td></tr></table> {=a ~b}", 3, "<table>"),
        ("// [tag:own]\nTagged {=a ~b}", 4, "the tag 'own'"),
        ("A pair {=a -> 1 =b =c -> 2}", 3, "without its partner"),
    ],
)  # fmt: skip
def test_what_a_quiz_cannot_hold_is_said_with_its_line(imported, question, line, says):
    made = imported(f"Fine {{=yes ~no}}\n\n{question}\n")

    found = [r for r in made.remarks if says and says in r.what]
    assert bool(found) is bool(says), made.remarks
    assert all(r.line == line for r in found)


def test_texts_in_other_formats_are_shown_as_they_were(imported):
    made = imported(
        "[html]<p>Is <b>x</b> &lt; <code>a_b</code>?</p><pre>for i\\:\n  pass</pre> {=1*2*3 ~_x_}\n\n"
        "[plain]2 * 3 * 4 and <b> {=[html]<i>a</i> ~b}\n\n"
        "[markdown]`a` *b* {=c ~d}\n"
    )

    one, two, three = made.items
    assert one.stem == "Is **x** < `a_b`?\n\n```\nfor i:\n  pass\n```"
    assert [o.text for o in one.options] == ["1\\*2\\*3", "\\_x\\_"]
    assert two.stem == "2 \\* 3 \\* 4 and \\<b>"
    assert two.options[0].text == "*a*"
    assert three.stem == "`a` *b*"


def test_ids_are_made_of_names_and_never_twice(imported):
    made = imported(
        "::A name::x {=a ~b}\n\n::A name::x {=a ~b}\n\n::7::x {=a ~b}\n\nx {=a ~b}\n"
    )

    assert [i.id for i in made.items] == ["a_name", "a_name-2", "quiz_3", "quiz_4"]


# -- text2qti ----------------------------------------------------------------------

TEXT = """\
Quiz title: Addition
% a line of comment
COMMENT
1. not a question
END_COMMENT

Title: An addition
Points: 2
1.  What is 2+3, in a
    second line?

    ```
    and code
    ```
... General.
+   Yes.
-   No.
a)  6
... One too many.
*b) 5
c)  7

2.  Which are even?
[*] 2
... Twice one.
[ ] 3
[*] 4

3.  About?
= 1.4142 +- 0.0001

4.  Between?
= [1, 5]

5.  About, in percent?
= 10 +- 5%

6.  Exactly?
= 5

7.  Who?
*   Santa
*   Santa Claus
"""


def test_the_reader_of_text2qti_agrees_with_text2qti(imported, tmp_path):
    file = tmp_path / "text.txt"
    file.write_text(TEXT, "utf-8")
    script = f"""
import json
from text2qti.config import Config
from text2qti.quiz import Quiz
quiz = Quiz(open({str(file)!r}, encoding="utf-8").read(), config=Config())
print(json.dumps([quiz.title_raw, [
    [q.title_raw, q.points_possible, q.question_raw, q.feedback_raw, q.numerical_min,
     q.numerical_max, [[c.choice_raw, c.correct, c.feedback_raw] for c in q.choices]]
    for q in quiz.questions_and_delims]]))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True
    )
    title, theirs = json.loads(done.stdout)

    made = imported(TEXT)

    assert made.text.startswith(f'title: "{title}"\n')
    assert made.remarks == []
    for item, (_, points, stem, said, low, high, choices) in zip(
        made.items, theirs, strict=True
    ):
        assert item.points == points
        assert item.stem == stem
        assert item.explanation == (said or "")
        if item.kind == "short":
            assert [[a, True, None] for a in item.answers] == choices
        elif item.kind == "numeric":
            for value, right in ((low, 1), (high, 1), (low - 1, 0), (high + 1, 0)):
                assert mark(item, pose(item, 0), value).points == right
        else:
            assert [[o.text, o.correct] for o in item.options] == [
                c[:2] for c in choices
            ]
            for option, (_, _, why) in zip(item.options, choices, strict=True):
                assert why is None or option.why == why
    single = made.items[0]
    assert [o.why for o in single.options] == ["One too many.", "Yes.", "No."]


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("2.  Essay\n____", "no rule can mark"),
        ("2.  File\n^^^^", "no rule can mark"),
        ("GROUP\npick: 1\n2. In?\n= 1\nEND_GROUP", "questions of a group"),
        ("Text: Read this.", "between questions"),
        ("shuffle answers: true", "a setting"),
        ("Quiz description: x", "description"),
        ("2.  No answers", "no answers"),
        ("2.  Mixed\na) x\n[*] y", "different kinds"),
        ("2.  Numbers\n= many", "no number"),
        ("stray words", "not understood: stray words"),
        ("a)missing", "not understood"),
        ("2.  Tags <b>x</b>\n= 1", "HTML is shown"),
        ("2.  Which?\n- No.\n[*] a\n[ ] b", "wrong answers is left out"),
    ],
)
def test_what_text2qti_knows_and_a_quiz_does_not_is_said(imported, part, says):
    made = imported(f"1.  Fine\na) x\n*b) y\n\n{part}\n")

    found = [r for r in made.remarks if says in r.what]
    assert found, made.remarks
    assert {r.line for r in found} <= {5, 6, 7}


def test_code_that_makes_questions_is_refused_and_never_run(imported, tmp_path):
    mine = tmp_path / "ran"
    code = f"```{{.python .run}}\nopen({str(mine)!r}, 'w')\nprint('1. x')\n```\n"

    made = imported(f"1.  Fine\n= 1\n\n{code}\n2.  More\n= 2\n", "text2qti")

    assert [(r.line, r.what) for r in made.remarks] == [
        (4, "left out: code to make questions, which is never run")
    ]
    assert [i.stem for i in made.items] == ["Fine", "More"]
    assert not mine.exists()


# -- the command -------------------------------------------------------------------


def test_a_file_becomes_a_quiz_that_lint_and_the_course_know(learn, toy_copy):
    (toy_copy / "old.txt").write_text("Fine {=yes#Right. ~no#Wrong.}\n\nEssay {}\n")

    ran = learn(
        "dev", "import", "old.txt", "--to", "quizzes/new.yaml", "--concept", "doubling"
    )

    assert ran.code == 0
    assert ran.out.startswith("quizzes/new.yaml: 1 questions\nNext: `learn dev lint`")
    assert ran.err == "old.txt:3: left out: an essay, which no rule can mark\n"
    (item,) = next(q for q in quizzes(Course(toy_copy)) if q.id == "new").items
    assert (item.id, item.concepts) == ("new_1", ("doubling",))
    assert learn("dev", "lint").code == 0


def test_what_is_there_is_not_replaced(learn, toy_copy):
    (toy_copy / "old.txt").write_text("Fine {=yes ~no}\n")
    before = (toy_copy / "quizzes" / "basics.yaml").read_bytes()

    ran = learn("dev", "import", "old.txt", "--to", "quizzes/basics.yaml")

    assert ran.code == 2
    assert "already there" in ran.err
    assert (toy_copy / "quizzes" / "basics.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("content", "to", "says"),
    [
        (b"Fine {=yes ~no}", "quizzes/No Name.yaml", "no name for a quiz"),
        (b"Fine {=yes ~no}", "quizzes/new.txt", "no name for a quiz"),
        (b"\xff\xfe{", "quizzes/new.yaml", "not UTF-8"),
        (b"", "quizzes/new.yaml", "no question of it can be taken over"),
        (b"x {}", "quizzes/new.yaml", "line 1: left out: an essay"),
        (b"x" * (1 << 20) + b"x", "quizzes/new.yaml", "larger than 1 MiB"),
        (None, "quizzes/new.yaml", "cannot be read"),
    ],
)
def test_what_cannot_be_imported_is_one_sentence_and_exit_2(
    learn, toy_copy, content, to, says
):
    if content is not None:
        (toy_copy / "old.txt").write_bytes(content)

    ran = learn("dev", "import", "old.txt", "--to", to)

    assert ran.code == 2
    assert ran.err.startswith("learn: ")
    assert says in ran.err
    assert not (toy_copy / "quizzes" / "new.yaml").exists()


def test_control_characters_of_a_file_never_reach_the_terminal(learn, toy_copy):
    (toy_copy / "old.txt").write_text(
        "Fine {=yes ~no}\n\n// [tag:\x1b[2J\u202e]\nx {=yes ~no}\n"
    )

    ran = learn("dev", "import", "old.txt", "--to", "quizzes/new.yaml")

    assert ran.code == 0
    assert "\x1b" not in ran.err + ran.out
    assert "\u202e" not in ran.err + ran.out


# -- hostile files ------------------------------------------------------------------

PIECES = [
    "1. ", "2.  q", "a) ", "*b) ", "[*] ", "[ ] ", "= ", "+- ", "[1, 2]", "... ", "____", "GROUP",
    "END_GROUP", "```{.python .run}", "```", "Title: ", "Points: ", "{", "}", "{#", "=", "~",
    "#", "####", "%50%", "%-", "->", "\\", "\\n", "\\{", "::", "[html]", "<b>", "</pre>", "<pre>",
    "&amp;", "&#0;", "//", "[id:", "[tag:x]", "$CATEGORY: ", "T", "1e999", "9" * 50, "1..2", ":",
    "\n", "\n\n", "    ", "\t", "\r", "\x00", "\x1b[2J", "\u202e", "é", "😀", "a" * 300, "*" * 80,
    "null", "- x", "`", "``", "|", "! ", "+ ", "- ", "COMMENT", "END_COMMENT", "% x", "\ufeff",
]  # fmt: skip


@pytest.mark.parametrize("form", ["gift", "text2qti"])
def test_2000_random_documents_end_in_a_quiz_or_a_sentence(imported, form):
    documents = int(os.environ.get("LEARN_FUZZ", "2000")) // 2
    source, read_well = random.Random(form), 0
    for _ in range(documents):
        count = source.randint(1, 60)
        text = "".join(source.choice(PIECES) for _ in range(count))
        if source.random() < 0.7:
            text += "\n\nFine {=yes ~no}\n\n1. Fine\na) x\n*b) y\n"
        try:
            made = imported(text, form)
        except LearnError:
            continue
        read_well += 1
        for remark in made.remarks:
            assert 1 <= remark.line <= text.count("\n") + text.count("\r") + 1
    assert read_well > documents // 4


@pytest.mark.parametrize(
    "text",
    [
        "{" * 300_000,
        "x {" + "=a#b" * 100_000 + "}",
        "x {#" + "=1:1 " * 100_000 + "}",
        "x {=" + "-> " * 100_000 + "}",
        "[html]" + "<b>" * 100_000 + " {=a ~b}",
        "[html]" + "<" * 100_000 + " {=a ~b}",
        "[html]" + "&lt" * 100_000 + " {=a ~b}",
        "x {=" + "9" * 300_000 + "}",
        "x {#" + "9" * 300_000 + "}",
        "\\" * 500_001 + " {=a ~b}",
        "`" * 100_000 + " {=a ~b}",
        "[plain]" + "*a " * 100_000 + " {=a ~b}",
        "$CATEGORY: " + "/a" * 100_000 + "\n\nx {=a ~b}",
        "1. " + "x\n   " * 100_000 + "\na) x\n*b) y",
        "1. x\n" + "a) x\n" * 100_000,
        "GROUP\n" * 100_000,
        "\n" * 900_000,
    ],
)
def test_a_huge_file_is_read_in_reasonable_time(tmp_path, text):
    """A run of its own, which is ended after half a minute."""
    file = tmp_path / "huge.txt"
    file.write_text(text, "utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "grader", "--course", str(ROOT), "dev", "import", str(file),
         "--to", str(tmp_path / "huge.yaml")],
        capture_output=True, text=True, timeout=30, cwd=ROOT,
    )  # fmt: skip

    assert done.returncode in (0, 2), done.stderr[-500:]
    assert "Traceback" not in done.stderr


def test_lists_and_breaks_of_html_become_markdown(imported):
    made = imported(
        "[html]<ul><li>a<br>b</li><li><em>c</em></li></ul><pre>x<br>y</pre> {=d ~e}\n"
    )

    assert made.items[0].stem == "- a\n\nb\n- *c*\n\n```\nx\ny\n```"
