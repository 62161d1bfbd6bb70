"""Moodle XML exports of the real course, read back with the standard library alone.

`moodle_xml_parser`, by other people, reads the questions with options, too: other
kinds it does not know.  What must come out is said by the engine.
"""

from __future__ import annotations

import base64
import html
import re
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt
from moodle_xml_parser import parser as other_parser

from grader.course import Course
from grader.quiz.given import printed
from grader.quiz.interchange.exporting import export
from grader.quiz.mark import mark
from grader.quiz.model import QuizVerdict
from grader.quiz.pose import pose
from grader.quiz.reader import quizzes

ROOT = Path(__file__).parent.parent
QUIZZES = {
    q.id: q for root in (ROOT, ROOT / "tests/toy") for q in quizzes(Course(root))
}
ITEMS = [(name, item.id) for name, quiz in QUIZZES.items() for item in quiz.items]
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
# Moodle refuses other weights when it imports a file.
WEIGHTS = [Fraction(100, n) for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20)]
TYPES = {
    "single": "multichoice", "multi": "multichoice", "plot": "multichoice",
    "numeric": "numerical", "param": "numerical", "short": "shortanswer",
    "fill": "shortanswer", "match": "matching",
}  # fmt: skip


class Words(HTMLParser):
    """Collects what a page shows, code as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.images: list[dict[str, str | None]] = []

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        assert tag in {"p", "pre", "code", "em", "strong", "ul", "ol", "li", "img", "br",
                       "table", "thead", "tbody", "tr", "th", "td"}, tag  # fmt: skip
        if tag == "img":
            self.images.append(dict(attrs))


def shown(markup: str | None) -> str:
    page = Words()
    page.feed(markup or "")
    page.close()
    return re.sub(r"\n+", "\n", page.text).strip()


def as_shown(markdown: str) -> str:
    return shown(MARKDOWN.render(markdown))


def said(node: ET.Element, path: str) -> str:
    return shown(node.findtext(path + "/text"))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {name: export(quiz, "moodle-xml").content for name, quiz in QUIZZES.items()}


@pytest.fixture(scope="module")
def exported(files) -> dict[str, dict[str, ET.Element]]:
    found = {}
    for name, content in files.items():
        nodes = [n for n in ET.fromstring(content) if n.get("type") != "category"]
        found[name] = {n.findtext("name/text"): n for n in nodes}
        assert len(nodes) == len(found[name])
    return found


def answers(node: ET.Element) -> list[tuple[str, float, str]]:
    return [
        (a.findtext("text") or "", float(a.get("fraction", "")), said(a, "feedback"))
        for a in node.findall("answer")
    ]


def check_options(item: Any, node: ET.Element) -> None:
    count = sum(o.correct for o in item.options)
    several = item.kind == "multi"
    assert node.findtext("single") == ("false" if several else "true")
    found = [(shown(text), weight, why) for text, weight, why in answers(node)]
    assert sorted(t for t, _, _ in found) == sorted(
        as_shown(o.text) for o in item.options
    )
    for option in item.options:
        ((_, weight, why),) = (a for a in found if a[0] == as_shown(option.text))
        wrong = -100 / count if several else 0
        assert weight == pytest.approx(
            100 / count if option.correct else wrong, abs=1e-3
        )
        assert weight == 0 or any(abs(abs(weight) - w) < 1e-3 for w in WEIGHTS)
        assert why == as_shown(option.why)
    pinned = any(o.pin for o in item.options)
    assert node.findtext("shuffleanswers") == ("false" if pinned else "true")


def check_number(item: Any, posed: Any, node: ET.Element) -> None:
    assert said(node, "questiontext").startswith(as_shown(posed.stem))
    for place, (value, weight, why) in enumerate(answers(node)):
        result = mark(item, posed, value)
        assert weight == (0 if place else 100)
        assert result.verdict is (QuizVerdict.WRONG if place else QuizVerdict.RIGHT)
        assert as_shown(result.feedback) == why
    first, reach = answers(node)[0], float(node.findtext("answer/tolerance") or "")
    for share, verdict in ((0.99, QuizVerdict.RIGHT), (1.5, QuizVerdict.WRONG)):
        assert mark(item, posed, float(first[0]) + share * reach).verdict is verdict
    explained = mark(item, posed, first[0]).explanation
    assert said(node, "generalfeedback") == as_shown(explained)


def check_typed(item: Any, node: ET.Element) -> None:
    right = [t.replace(r"\*", "*") for t, weight, _ in answers(node) if weight == 100]
    wrong = {
        t.replace(r"\*", "*"): why for t, weight, why in answers(node) if weight == 0
    }
    assert len(right) + len(wrong) == len(answers(node))
    assert not any(re.search(r"(?<!\\)\*", text) for text, _, _ in answers(node))
    if item.kind == "short":
        assert set(item.answers) <= set(right)
        assert {n.text: as_shown(n.why) for n in item.near}.items() <= wrong.items()
        for text in (*right, *wrong):
            verdict = mark(item, pose(item, 0), text).verdict
            assert verdict is (
                QuizVerdict.WRONG if text in wrong else QuizVerdict.RIGHT
            )
    else:
        assert right[0] == item.answer_code.strip()
        whys = {w.code.strip(): as_shown(w.why) for w in item.wrong_code}
        assert whys.items() <= wrong.items()
        stem = node.findtext("questiontext/text") or ""
        assert html.escape(item.template.rstrip()) in stem


def check_match(item: Any, node: ET.Element) -> None:
    pairs = [
        (shown(s.findtext("text")), s.findtext("answer/text"))
        for s in node.findall("subquestion")
    ]
    wanted = [(as_shown(p.left), as_shown(p.right)) for p in item.pairs]
    assert pairs == wanted + [("", as_shown(u)) for u in item.unused]
    general = said(node, "generalfeedback")
    assert all(as_shown(p.why) in general for p in item.pairs)


def check_order(item: Any, node: ET.Element) -> None:
    posed, texts = pose(item, 0), {as_shown(s): k for k, s in item.steps.items()}
    if node.get("type") == "ordering":
        ranked = sorted(
            node.findall("answer"), key=lambda a: float(a.get("fraction", ""))
        )
        keys = [texts[shown(a.findtext("text"))] for a in ranked]
        assert mark(item, posed, keys).verdict is QuizVerdict.RIGHT
        return
    rows = said(node, "questiontext").split("\n")
    letters = {row[0]: texts[row[3:]] for row in rows if row[1:3] == ": "}
    for text, weight, _ in answers(node):
        assert weight == 100
        keys = [letters[c] for c in text if c != " "]
        assert mark(item, posed, keys).verdict is QuizVerdict.RIGHT


def check_trace(item: Any, read: dict[str, ET.Element]) -> None:
    mine = [
        n for id, n in read.items() if id == item.id or id.startswith(f"{item.id}-line")
    ]
    typed = [answers(n)[0][0].replace(r"\*", "*") for n in mine]
    assert typed == printed(item.output)
    assert sum(float(n.findtext("defaultgrade") or "") for n in mine) == item.points
    for node in mine:
        assert html.escape(item.program.rstrip()) in node.findtext("questiontext/text")


@pytest.mark.parametrize(("name", "id"), ITEMS)
def test_a_reader_that_is_not_ours_finds_question_keys_and_feedback(exported, name, id):
    item, read = QUIZZES[name].item(id), exported[name]
    if item.kind == "param":
        posed = {as_shown(p.stem): p for p in (pose(item, seed) for seed in range(200))}
        mine = [n for key, n in read.items() if key.startswith(f"{id}-v")]
        assert 2 <= len(mine) <= 5
        for node in mine:
            check_number(item, posed[said(node, "questiontext")], node)
        return
    if item.kind == "trace" and not item.options:
        check_trace(item, read)
        return
    node = read[id]
    assert said(node, "questiontext").startswith(as_shown(item.stem))
    assert [shown(h.findtext("text")) for h in node.findall("hint")] == [
        as_shown(h) for h in item.hints
    ]
    assert float(node.findtext("defaultgrade") or "") == item.points
    assert node.findtext("idnumber") == id
    if item.kind != "match":
        assert said(node, "generalfeedback") == as_shown(item.explanation)
    if item.kind == "numeric":
        check_number(item, pose(item, 0), node)
    elif getattr(item, "options", ()):
        check_options(item, node)
    else:
        {"short": check_typed, "fill": check_typed, "match": check_match,
         "order": check_order}[item.kind](item, node)  # fmt: skip
    assert node.get("type") == TYPES.get(item.kind, node.get("type"))


def test_figures_are_in_the_file_and_described(exported):
    plots = [
        (n, i) for n, quiz in QUIZZES.items() for i in quiz.items if i.kind == "plot"
    ]
    for name, item in plots:
        node = exported[name][item.id].find("questiontext")
        page = Words()
        page.feed(node.findtext("text"))
        file = node.find("file")
        (image,) = page.images

        assert image["src"] == f"@@PLUGINFILE@@/{file.get('name')}"
        assert image["alt"] == item.figure.alt.strip()
        assert base64.b64decode(file.text).startswith(b"\x89PNG\r\n\x1a\n")
    assert plots


def test_variants_stand_in_a_category_of_their_own(files):
    place, found = "", {}
    for node in ET.fromstring(files["basics"]):
        if node.get("type") == "category":
            place = node.findtext("category/text")
        else:
            found[node.findtext("name/text")] = place

    assert found["t_single"] == "$course$/top/Basics of the toy course"
    assert found["t_param-v2"] == "$course$/top/Basics of the toy course/t_param"
    assert found["t_plot"] == "$course$/top/Basics of the toy course"


@pytest.mark.parametrize("name", QUIZZES)
def test_another_parser_finds_the_same_options(files, exported, name):
    parsed = other_parser.parse_bytes(files[name])["multichoice"]

    mine = {id: n for id, n in exported[name].items() if n.get("type") == "multichoice"}
    assert [q.name for q in parsed] == list(mine)
    for theirs in parsed:
        node = mine[theirs.name]
        assert theirs.single is (node.findtext("single") == "true")
        assert theirs.default_grade == float(node.findtext("defaultgrade") or "")
        # It takes entities for characters once more than it should: so do we here.
        assert [
            (html.unescape(a.findtext("text")), float(a.get("fraction")),
             html.unescape(a.findtext("feedback/text") or "").strip())
            for a in node.findall("answer")
        ] == [(o.answer, o.score_fraction, o.feedback) for o in theirs.options]  # fmt: skip
