"""`learn export quiz`: files that are whole, the same every time, and say what they lack."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.course import Course
from grader.quiz.interchange.drafting import Draft
from grader.quiz.interchange.exporting import ENDINGS, FORMATS, export
from grader.quiz.interchange.from_html import literal
from grader.quiz.interchange.gift_reader import read as read_gift
from grader.quiz.interchange.markup import html, plain
from grader.quiz.model import (
    Fill,
    Match,
    Multi,
    Option,
    Order,
    Pair,
    Quiz,
    Short,
    Single,
)
from grader.quiz.reader import quiz, quizzes

ROOT = Path(__file__).parent.parent

WITHHELD = """\
title: An exam
feedback: exam
keys: withheld
items:
  - id: w_single
    type: single
    stem: What is 1 + 1?
    concepts: [doubling]
    difficulty: 1
    options: [{text: two}, {text: three}]
"""
KEYS = """\
items:
  w_single:
    explanation: Count it.
    options: [{correct: true}, {why: One too many.}]
"""


# -- the command -------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_a_quiz_is_written_into_this_folder_under_its_name(learn, toy_copy, form):
    ran = learn("export", "quiz", "basics", "--to", form)

    assert ran.code == 0
    assert ran.out == f"basics{ENDINGS[form]}\n"
    file = toy_copy / f"basics{ENDINGS[form]}"
    assert file.read_bytes() == export(quiz(Course(toy_copy), "basics"), form).content
    assert not list(toy_copy.glob(".*.tmp"))


def test_every_quiz_is_written_into_a_folder(learn, toy_copy, tmp_path):
    (toy_copy / "quizzes" / "exam.yaml").write_text(WITHHELD.replace("keys: withheld\n", "")
        .replace("{text: two}", "{text: two, correct: true}") + "    explanation: Count it.\n")  # fmt: skip
    ran = learn(
        "export", "quiz", "--all", "--to", "gift", "--out", tmp_path / "new" / "folder"
    )

    assert ran.code == 0, ran.err
    names = {"basics.gift.txt", "exam.gift.txt"}
    assert {f.name for f in (tmp_path / "new" / "folder").iterdir()} == names


def test_what_the_format_cannot_hold_is_said_item_by_item(learn):
    ran = learn("export", "quiz", "basics", "--to", "gift")

    for line in (
        "hints are left out: t_single",
        "the figure is described, not shown: t_plot",
        "points are left out: every question counts 1: t_multi, t_trace",
        "only listed answers count, not those of the pattern: t_short",
        "code is compared as text; the exercise's checks do not run: t_fill",
        "how sure one is is not asked: t_single",
        "which misconception an answer shows is not written: t_single, t_numeric, t_fill, t_plot",
    ):
        assert f"note: {line}\n" in ran.err
    assert "note" not in ran.out


def test_nothing_that_is_there_is_replaced_unless_that_is_said(learn, toy_copy):
    file = toy_copy / "basics.gift.txt"
    file.write_text("mine")

    ran = learn("export", "quiz", "basics", "--to", "gift")
    assert ran.code == 2
    assert "basics.gift.txt is already there" in ran.err
    assert "--force" in ran.err
    assert file.read_text() == "mine"

    assert learn("export", "quiz", "basics", "--to", "gift", "--force").code == 0
    assert file.read_text().startswith("$CATEGORY")


def test_one_file_in_the_way_stops_all_before_any_is_written(learn, toy_copy, tmp_path):
    (toy_copy / "quizzes" / "second.yaml").write_text(
        (toy_copy / "quizzes" / "basics.yaml").read_text().replace("id: t_", "id: s_")
    )
    (tmp_path / "second.qti21.zip").mkdir()

    ran = learn(
        "export", "quiz", "--all", "--to", "qti21", "--out", tmp_path, "--force"
    )

    assert ran.code == 2
    assert [f.name for f in tmp_path.glob("*.zip")] == ["second.qti21.zip"]


def test_a_file_may_be_named(learn, toy_copy):
    ran = learn(
        "export", "quiz", "basics", "--to", "moodle-xml", "--out", "deep/my.xml"
    )

    assert ran.out == "deep/my.xml\n"
    assert ET.parse(toy_copy / "deep" / "my.xml").getroot().tag == "quiz"


@pytest.mark.parametrize(
    "args",
    [[], ["basics", "--all"], ["nothing_like_it"], ["basics", "--out", "/proc/no"]],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_2(learn, args):
    ran = learn("export", "quiz", *args, "--to", "gift")

    assert ran.code == 2
    assert ran.err.startswith("learn: ")


def test_withheld_keys_are_needed(learn, toy_copy):
    (toy_copy / "quizzes" / "exam.yaml").write_text(WITHHELD)

    ran = learn("export", "quiz", "exam", "--to", "qti21")
    assert ran.code == 2
    assert "the keys of the quiz 'exam' are withheld" in ran.err
    assert not list(toy_copy.glob("exam*"))
    assert learn("export", "quiz", "--all", "--to", "qti21").code == 2
    assert not list(toy_copy.glob("*.zip"))

    (toy_copy / "reference" / "quizzes").mkdir()
    (toy_copy / "reference" / "quizzes" / "exam.yaml").write_text(KEYS)
    ran = learn("export", "quiz", "exam", "--to", "gift")
    assert ran.code == 0
    assert "note: the file holds keys that learners must not get: exam" in ran.err
    assert "=two" in (toy_copy / "exam.gift.txt").read_text()


def test_more_variants_and_other_numbers_can_be_wanted(learn, toy_copy):
    for name, args in (
        ("a", []),
        ("b", ["--seed", "1000"]),
        ("c", ["--variants", "2"]),
    ):
        learn("export", "quiz", "basics", "--to", "gift", "--out", f"{name}.txt", *args)
    texts = [(toy_copy / f"{name}.txt").read_text() for name in "abc"]

    assert [t.count("::t_param-v") for t in texts] == [5, 5, 2]
    assert texts[0] != texts[1]


# -- the files ---------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_bytes_come_out_every_time(learn, toy_copy, form):
    """In another process, too, where hashes of texts differ."""
    sums = set()
    for seed in ("1", "2"):
        learn(
            "export",
            "quiz",
            "basics",
            "--to",
            form,
            "--force",
            env={"PYTHONHASHSEED": seed},
        )
        content = (toy_copy / f"basics{ENDINGS[form]}").read_bytes()
        sums.add(hashlib.sha256(content).hexdigest())

    assert len(sums) == 1


def test_every_item_of_the_course_is_in_every_export():
    for each in quizzes(Course(ROOT)):
        for form in FORMATS:
            made = export(each, form)
            left_out = [
                line for line in made.notes.lines() if line.startswith("left out")
            ]
            assert left_out == []


# -- texts -------------------------------------------------------------------------

HARD = [
    "a ~ b = c # d { e } f : g \\ h \\n \\{ \\\\", "`W[l] @ a[l-1]` and W[l]", "]]> <b>x</b> &lt; &",
    "->", "%50% of all", "[html]x", "[1, 2]", "::x::", "////", "$CATEGORY: x", "####", "x\n\ny",
    "```\na = {1: 2}\n\n\nb\n```", "\u202eabc", "a\u0000b\u0001", "'\"", "é 😀 ∞", "  a  b  ",
    "| a | b |\n|---|---|\n| 1 | 2 |", "- x\n- y", "@@PLUGINFILE@@/x", "{{x}}", "*", "2*x",
]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(HARD), st.text(max_size=40)).filter(str.strip)


def one_quiz(stem: str, options: list[str], why: str) -> Quiz:
    item = Single(
        id="q", stem=stem, concepts=("c",), difficulty=1, explanation=why,
        options=tuple(Option(text=t, correct=not i, why=why) for i, t in enumerate(options)),
    )  # fmt: skip
    match = Match(
        id="m", stem=stem, concepts=("c",), difficulty=1, explanation=why,
        pairs=tuple(Pair(left=t, right=t) for t in options),
    )  # fmt: skip
    return Quiz(
        id="quiz", title=stem, file=Path("quiz.yaml"), unit=None, pass_mark=0.8, keys="shipped",
        feedback="immediate", shuffle=False, items=(item, match), has_keys=True, sha256="",
    )  # fmt: skip


def words(markup: str) -> str:
    """What is shown, without the spaces in between."""
    root = ET.fromstring(f"<div>{markup}</div>")
    return "".join("".join(root.itertext()).split())


def written(text: str) -> str:
    """With the sign for an unknown character where XML has none."""
    return "".join(
        "\ufffd" if (c < " " and c not in "\t\n\r") or c in "\ufffe\uffff" else c
        for c in text.strip()
    )


def as_markdown(text: str) -> str:
    shown = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable("table")
    return words(shown.render(written(text)))


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(TEXTS, min_size=2, max_size=4, unique=True), TEXTS)
def test_any_text_comes_out_of_moodle_xml_as_it_is_shown_here(stem, options, why):
    root = ET.fromstring(export(one_quiz(stem, options, why), "moodle-xml").content)

    node = root.find("question[@type='multichoice']")
    assert words(node.findtext("questiontext/text")) == as_markdown(stem)
    found = [words(a.findtext("text")) for a in node.findall("answer")]
    assert found == [as_markdown(o) for o in options]
    assert {words(a.findtext("feedback/text")) for a in node.findall("answer")} == {
        as_markdown(why)
    }


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(TEXTS, min_size=2, max_size=4, unique=True), TEXTS)
def test_any_text_comes_out_of_qti_as_it_is_shown_here(stem, options, why):
    packed = zipfile.ZipFile(
        io.BytesIO(export(one_quiz(stem, options, why), "qti21").content)
    )
    root = ET.fromstring(packed.read("items/q.xml"))
    space = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"

    choices = [
        "".join("".join(n.itertext()).split())
        for n in root.iter(f"{space}simpleChoice")
    ]
    said = {
        "".join("".join(n.itertext()).split())
        for n in root.iter(f"{space}modalFeedback")
    }
    assert choices == [as_markdown(o) for o in options]
    assert said == {as_markdown(why)}


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(TEXTS, min_size=2, max_size=4, unique=True), TEXTS)
def test_any_text_comes_out_of_gift_as_it_is_shown_here(stem, options, why):
    draft = Draft("quiz", ["c"])
    read_gift(export(one_quiz(stem, options, why), "gift").content.decode(), draft)

    single = next(i for i in draft.items if i.kind == "single")
    assert as_markdown(single.stem) == as_markdown(stem)
    assert [as_markdown(o.text) for o in single.options] == [
        as_markdown(o) for o in options
    ]
    assert as_markdown(single.explanation) == as_markdown(why)


@given(
    st.one_of(st.sampled_from(HARD), st.text(alphabet="ab *_`[]()<>#-+=~|:.1&;!\\\n"))
)
def test_words_of_other_programs_are_shown_as_they_are(text):
    assert words(html(literal(text))) == "".join(written(text).split())


def test_code_in_a_menu_loses_its_ticks_and_nothing_else():
    assert plain("`W[l] @ a` and *b*\n\nc_d") == "W[l] @ a and b c_d"


# -- what a format has no way to say --------------------------------------------------

COMMON = {"stem": "Which?", "concepts": ("c",), "difficulty": 1, "explanation": "So."}


def made_of(*items) -> Quiz:
    return Quiz(
        id="quiz", title="T", file=Path("quiz.yaml"), unit=None, pass_mark=0.8, keys="shipped",
        feedback="immediate", shuffle=True, items=items, has_keys=True, sha256="",
    )  # fmt: skip


def test_what_would_be_marked_wrongly_is_left_out_and_said():
    steps = {f"s{i}": f"step {i}" for i in range(6)}
    loose = Order(id="loose", steps=steps, depends={"s1": ("s0",)}, **COMMON)
    some = Order(id="some", steps={k: steps[k] for k in ("s0", "s1", "s2", "s3", "s4")},
                 depends={"s1": ("s0",)}, **COMMON)  # fmt: skip
    arrow = Short(id="arrow", answers=("a -> b",), **COMMON)
    many = Multi(id="many", options=tuple(Option(text=f"t{i}", correct=i < 11) for i in range(12)),
                 **COMMON)  # fmt: skip
    quiz = made_of(loose, some, arrow, many)

    gift, xml, qti = (export(quiz, form) for form in FORMATS)

    assert "left out: more than 120 orders are right: loose" in gift.notes.lines()
    assert "left out: more than 24 orders are right: some" in gift.notes.lines()
    assert "left out: -> cannot stand in an answer: arrow" in gift.notes.lines()
    assert [n for n in (b"loose", b"some", b"arrow") if n in gift.content] == []
    assert "left out: more than 24 orders are right: some" in xml.notes.lines()
    assert (
        "choose 'nearest grade' at import: 1/n is no weight: many" in xml.notes.lines()
    )
    assert b"a -&gt; b" in xml.content
    names = zipfile.ZipFile(io.BytesIO(qti.content)).namelist()
    assert [n for n in names if n.startswith("items/")] == [
        "items/some.xml", "items/arrow.xml", "items/many.xml"]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("x if  y else z", ["x if  y else z", "x if y else z"]),
        ("f(a, 'b  c')", ["f(a, 'b  c')", "f(a,'b  c')"]),
        ("not a", ["not a"]),
        ("(", ["("]),
        ("a = 1\n    b = 2", ["a = 1 b = 2"]),
    ],
)
def test_code_is_right_as_written_and_without_spaces(code, forms):
    fill = Fill(id="f", exercise="ex01", template="____\n", answer_code=code, **COMMON)

    root = ET.fromstring(export(made_of(fill), "moodle-xml").content)

    assert [a.findtext("text") for a in root.iter("answer")] == forms
