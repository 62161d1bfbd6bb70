"""GIFT exports of the real course, read back by readers that are not ours.

The reader below was written from Moodle's description of the format and shares
nothing with what writes it.  Where npm's `gift-pegjs`, a grammar of GIFT by other
people, is installed (`npm install --prefix .venv/oracles gift-pegjs`), it reads the
files, too.  What must come out is said by the engine: it marks every answer.
"""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from grader.course import Course
from grader.quiz.given import printed
from grader.quiz.interchange.exporting import export
from grader.quiz.mark import mark
from grader.quiz.model import Item, QuizVerdict
from grader.quiz.pose import pose
from grader.quiz.reader import quizzes

ROOT = Path(__file__).parent.parent
QUIZZES = {
    q.id: q for root in (ROOT, ROOT / "tests/toy") for q in quizzes(Course(root))
}
ITEMS = [(name, item.id) for name, quiz in QUIZZES.items() for item in quiz.items]
PEGJS = ROOT / ".venv" / "oracles" / "node_modules" / "gift-pegjs"


# -- a reader of our own, character by character -----------------------------------


class Answer(NamedTuple):
    mark: str
    weight: float | None
    text: str
    feedback: str


class Question(NamedTuple):
    id: str
    tags: list[str]
    category: str
    stem: str
    numerical: bool
    answers: list[Answer]
    general: str


def read_gift(text: str) -> dict[str, Question]:
    found: dict[str, Question] = {}
    category, comment = "", ""
    for block in text.split("\n\n"):
        lines = block.strip("\n").split("\n")
        if lines[0].startswith("$CATEGORY: "):
            category = lines.pop(0).removeprefix("$CATEGORY: ")
        if lines and lines[0].startswith("//"):
            comment = lines.pop(0)
        if lines:
            question = read_question("\n".join(lines), comment, category)
            assert question.id not in found
            found[question.id] = question
    return found


def read_question(text: str, comment: str, category: str) -> Question:
    marks = characters(text)
    assert [c for c, _ in marks[:2]] == [":", ":"]
    plain = "".join("x" if escaped else c for c, escaped in marks)
    name_end = plain.index("::", 2)
    start, end = plain.index("{"), plain.index("}")
    assert not plain[end + 1 :].strip(), "nothing stands behind the answers"
    stem = "".join(c for c, _ in marks[name_end + 2 : start]).strip()
    assert stem.startswith("[markdown]")
    inside, shape = marks[start + 1 : end], plain[start + 1 : end]
    numerical = shape.startswith("#")
    general = ""
    if "####" in shape:
        place = shape.rindex("####")
        general = words(inside[place + 4 :])
        inside, shape = inside[:place], shape[:place]
    inside, shape = (inside[1:], shape[1:]) if numerical else (inside, shape)
    places = [i for i, c in enumerate(shape) if c in "=~"] + [len(shape)]
    assert not shape[: places[0]].strip()
    answers = [
        read_answer(inside[a:b], shape[a:b]) for a, b in itertools.pairwise(places)
    ]
    id = comment.split("[id:")[1].split("]")[0]
    assert words(marks[2:name_end]) == id
    tags = [part.split("]")[0] for part in comment.split("[tag:")[1:]]
    stem = stem.removeprefix("[markdown]").strip()
    return Question(id, tags, category, stem, numerical, answers, general)


def read_answer(part: list[tuple[str, bool]], shape: str) -> Answer:
    sign, part, shape = shape[0], part[1:], shape[1:]
    weight = None
    if shape.startswith("%"):
        end = shape.index("%", 1)
        weight = float(shape[1:end])
        part, shape = part[end + 1 :], shape[end + 1 :]
    feedback = ""
    if "#" in shape:
        place = shape.index("#")
        feedback, part = words(part[place + 1 :]), part[:place]
    return Answer(sign, weight, words(part), feedback)


def characters(text: str) -> list[tuple[str, bool]]:
    found, rest = [], iter(text)
    for c in rest:
        if c != "\\":
            found.append((c, False))
            continue
        following = next(rest)
        assert following in "~=#{}:\\n", following
        found.append(("\n" if following == "n" else following, True))
    return found


def words(part: list[tuple[str, bool]]) -> str:
    return "".join(c for c, _ in part).strip().removeprefix("[markdown]")


# -- what the engine says ----------------------------------------------------------


@pytest.fixture(scope="module")
def exported() -> dict[str, dict[str, Question]]:
    made = {name: export(quiz, "gift") for name, quiz in QUIZZES.items()}
    return {name: read_gift(e.content.decode()) for name, e in made.items()}


def item_of(name: str, id: str) -> Item:
    item = QUIZZES[name].item(id)
    assert item is not None
    return item


def variants(item: Item, read: dict[str, Question]) -> list[tuple[Any, Question]]:
    """Pairs of a posed item and what was exported for these numbers."""
    posed = [pose(item, seed) for seed in range(200)]
    mine = [q for id, q in read.items() if id.startswith(f"{item.id}-v")]
    return [(next(p for p in posed if p.stem.strip() == q.stem), q) for q in mine]


def typed(text: str) -> str:
    """What is to be typed: a star stands for itself only behind a backslash."""
    assert "*" not in text.replace(r"\*", "")
    return text.replace(r"\*", "*")


def spaceless(text: str) -> str:
    return "".join(text.split())


def check_options(item: Any, q: Question) -> None:
    assert q.stem.startswith(item.stem.strip())
    count = sum(o.correct for o in item.options)
    assert sorted(a.text for a in q.answers) == sorted(o.text for o in item.options)
    for option in item.options:
        (answer,) = (a for a in q.answers if a.text == option.text)
        assert answer.feedback == option.why.strip()
        if item.kind == "multi":
            wanted = (100 if option.correct else -100) / count
            assert (answer.mark, answer.weight) == (
                "~",
                pytest.approx(wanted, abs=1e-4),
            )
        else:
            assert (answer.mark, answer.weight) == ("=~"[not option.correct], None)


def check_number(item: Any, posed: Any, q: Question) -> None:
    assert q.numerical
    assert q.stem.startswith(posed.stem.strip())
    values = [a.text.partition(":") for a in q.answers]
    for place, (answer, (value, _, reach)) in enumerate(
        zip(q.answers, values, strict=True)
    ):
        result = mark(item, posed, value)
        assert answer.weight == (0 if place else 100)
        assert result.verdict is (QuizVerdict.WRONG if place else QuizVerdict.RIGHT)
        assert result.feedback == answer.feedback
        for share, side in ((0.9, 1), (-0.9, 1), (1.5, 0), (-1.5, 0)):
            near = float(value) + share * float(reach)
            if not place:
                right = mark(item, posed, near).verdict is QuizVerdict.RIGHT
                assert right is bool(side), (near, value, reach)
    assert q.general == mark(item, posed, values[0][0]).explanation


def check_short(item: Any, q: Question) -> None:
    posed = pose(item, 0)
    assert q.stem == item.stem.strip()
    for answer in q.answers:
        result = mark(item, posed, typed(answer.text))
        wanted = QuizVerdict.RIGHT if answer.weight == 100 else QuizVerdict.WRONG
        assert (result.verdict, result.feedback) == (wanted, answer.feedback)
    assert set(item.answers) <= {a.text for a in q.answers if a.weight == 100}
    assert {n.text for n in item.near} <= {a.text for a in q.answers if a.weight == 0}


def check_fill(item: Any, q: Question) -> None:
    assert item.template.rstrip() in q.stem
    assert q.stem.startswith(item.stem.strip())
    whys = {spaceless(w.code): w.why.strip() for w in item.wrong_code}
    seen = set()
    for answer in q.answers:
        code = spaceless(typed(answer.text))
        seen.add(code)
        if answer.weight == 100:
            assert code == spaceless(item.answer_code)
        else:
            assert (answer.weight, answer.feedback) == (0, whys[code])
    assert seen == {spaceless(item.answer_code), *whys}


def check_match(item: Any, q: Question) -> None:
    assert q.stem == item.stem.strip()
    pairs = [tuple(s.strip() for s in a.text.split("->")) for a in q.answers]
    assert pairs[: len(item.pairs)] == [
        (p.left, p.right.replace("`", "")) for p in item.pairs
    ]
    assert pairs[len(item.pairs) :] == [("", u.replace("`", "")) for u in item.unused]
    assert all(p.why in q.general for p in item.pairs)


def check_order(item: Any, q: Question) -> None:
    posed = pose(item, 0)
    assert q.stem.startswith(item.stem.strip())
    if "->" in q.answers[0].text:
        placed = [a.text.rsplit(" -> ", 1) for a in q.answers]
        steps = [step for step, _ in sorted(placed, key=lambda p: int(p[1]))]
        assert mark(item, posed, steps).verdict is QuizVerdict.RIGHT
        return
    letters = {row[2]: row[5:] for row in q.stem.split("\n") if row.startswith("- ")}
    orders = [[letters[c] for c in a.text if c != " "] for a in q.answers]
    assert len({tuple(o) for o in orders}) * 2 == len(orders) > 2
    for order in orders:
        assert mark(item, posed, order).verdict is QuizVerdict.RIGHT


def check_typed_trace(item: Any, read: dict[str, Question]) -> None:
    rows = printed(item.output)
    mine = [
        q for id, q in read.items() if id == item.id or id.startswith(f"{item.id}-line")
    ]
    assert [typed(q.answers[0].text) for q in mine] == rows
    assert all(item.program.rstrip() in q.stem for q in mine)


@pytest.mark.parametrize(("name", "id"), ITEMS)
def test_a_reader_that_is_not_ours_finds_question_keys_and_feedback(exported, name, id):
    item, read = item_of(name, id), exported[name]
    if item.kind == "param":
        assert 2 <= len(variants(item, read)) <= 5
        for posed, q in variants(item, read):
            check_number(item, posed, q)
            assert q.category.endswith(f"/{item.id}")
    elif item.kind == "trace" and not item.options:
        check_typed_trace(item, read)
    elif item.kind == "numeric":
        check_number(item, pose(item, 0), read[id])
    elif getattr(item, "options", ()):
        check_options(item, read[id])
    else:
        checks = {"short": check_short, "fill": check_fill, "match": check_match,
                  "order": check_order}  # fmt: skip
        checks[item.kind](item, read[id])
    if id in read and item.kind != "match":
        assert read[id].general == item.explanation.strip()
    for q in (q for key, q in read.items() if key.startswith(id)):
        assert {f"concept:{c}" for c in item.concepts} <= set(q.tags)


def test_there_is_nothing_in_the_files_that_is_not_in_the_course(exported):
    for name, read in exported.items():
        known = {item.id for item in QUIZZES[name].items}
        assert {id.rsplit("-v", 1)[0].rsplit("-line", 1)[0] for id in read} == known


# -- another one's grammar ----------------------------------------------------------


@pytest.mark.skipif(
    not (PEGJS.is_dir() and shutil.which("node")),
    reason="npm install --prefix .venv/oracles gift-pegjs",
)
@pytest.mark.parametrize("name", QUIZZES)
def test_the_grammar_of_gift_pegjs_reads_the_same(exported, name, tmp_path):
    file = tmp_path / "quiz.txt"
    file.write_bytes(export(QUIZZES[name], "gift").content)
    script = (
        f"const g = require({json.dumps(str(PEGJS))}), fs = require('fs');"
        f"console.log(JSON.stringify(g.parse(fs.readFileSync({json.dumps(str(file))}, 'utf8'))))"
    )

    done = subprocess.run(["node", "-e", script], capture_output=True, check=True)

    parsed = {q["title"]: q for q in json.loads(done.stdout) if q["type"] != "Category"}
    assert list(parsed) == list(exported[name])
    for id, q in exported[name].items():
        theirs = parsed[id]
        assert theirs["id"] == id
        assert theirs["stem"] == {"format": "markdown", "text": q.stem}
        assert (theirs["globalFeedback"] or {"text": ""})["text"] == q.general
        if theirs["type"] == "Matching":
            pairs = [
                (p["subquestion"]["text"], p["subanswer"]) for p in theirs["matchPairs"]
            ]
            assert pairs == [
                tuple(s.strip() for s in a.text.split("->")) for a in q.answers
            ]
            continue
        for choice, answer in zip(theirs["choices"], q.answers, strict=True):
            assert choice["isCorrect"] is (answer.mark == "=")
            assert choice["weight"] == answer.weight
            assert (choice["feedback"] or {"text": ""})["text"] == answer.feedback
            if theirs["type"] == "Numerical":
                value, _, reach = answer.text.partition(":")
                assert choice["text"]["number"] == float(value)
                assert choice["text"]["range"] == float(reach)
            else:
                assert choice["text"]["text"] == answer.text
