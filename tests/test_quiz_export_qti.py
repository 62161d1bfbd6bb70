"""QTI 2.1 exports of the real course: read, and *run*, by what is not ours.

Below is a small player: it runs the response processing of an item as the
specification says. For every answer tried it must come to the points and the
feedback that the engine gives. `onyx2moodle`, by other people, reads the
declarations and interactions, too. Where the schemas of the specification are at
hand (`LEARN_QTI_XSD`: a folder with ``qtiv2p1/imsqti_v2p1.xsd`` and
``imscp_v1p1.xsd``; no package carries them), every file must be valid.
"""

from __future__ import annotations

import io
import itertools
import os
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from lxml import etree
from markdown_it import MarkdownIt
from onyx2moodle.parser import parse_item

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
MARKDOWN = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable("table")
NS = {"q": "http://www.imsglobal.org/xsd/imsqti_v2p1",
      "cp": "http://www.imsglobal.org/xsd/imscp_v1p1"}  # fmt: skip
SCHEMAS = os.environ.get("LEARN_QTI_XSD", "")


# -- a player ----------------------------------------------------------------------


class Player:
    """Runs the response processing of one item."""

    def __init__(self, content: bytes) -> None:
        self.root = ET.fromstring(content)
        for node in self.root.iter():
            node.tag = node.tag.removeprefix(f"{{{NS['q']}}}")
        self.declared = self.root.find("responseDeclaration")
        self.points = float(
            self.root.findtext("outcomeDeclaration[@identifier='MAXSCORE']//value")
        )

    @property
    def right(self) -> list[str]:
        return [v.text or "" for v in self.declared.findall("correctResponse/value")]

    def shown(self, path: str) -> dict[str, str]:
        """Texts of choices by their identifiers."""
        return {n.get("identifier"): text_of(n) for n in self.root.iter(path)}

    def play(self, response: Any) -> tuple[float, list[str]]:
        """Give points and the texts of feedback that appear."""
        self.values: dict[str, Any] = {
            "RESPONSE": response,
            "SCORE": 0.0,
            "FEEDBACK": None,
        }
        for rule in self.root.find("responseProcessing"):
            self.run(rule)
        visible = self.values["FEEDBACK"] or []
        said = self.root.findall("modalFeedback")
        assert all(f.get("outcomeIdentifier") == "FEEDBACK" for f in said)
        return (
            self.values["SCORE"],
            [text_of(f) for f in said if f.get("identifier") in visible],
        )

    def run(self, rule: ET.Element) -> None:
        if rule.tag == "setOutcomeValue":
            (expression,) = rule
            self.values[rule.get("identifier")] = self.value(expression)
            return
        assert rule.tag == "responseCondition"
        for branch in rule:
            assert branch.tag in ("responseIf", "responseElseIf")
            condition, *rules = branch
            if self.value(condition):
                for inner in rules:
                    self.run(inner)
                return

    def value(self, node: ET.Element) -> Any:
        inside = [self.value(child) for child in node]
        match node.tag:
            case "baseValue":
                number = node.get("baseType") == "float"
                return float(node.text or "") if number else node.text or ""
            case "variable":
                return self.values[node.get("identifier")]
            case "mapResponse":
                return self.mapped()
            case "match":
                return inside[0] == inside[1]
            case "member":
                return inside[0] in inside[1]
            case "or":
                return any(inside)
            case "multiple" | "ordered":
                flat = [
                    v if isinstance(v, list) else [v] for v in inside if v is not None
                ]
                return list(itertools.chain(*flat))
            case "stringMatch":
                assert node.get("substring") == "false"
                fold = str if node.get("caseSensitive") == "true" else str.casefold
                return fold(inside[0]) == fold(inside[1])
            case "equal":
                assert node.get("toleranceMode") == "absolute"
                below, above = map(float, node.get("tolerance").split())
                return inside[1] - below <= inside[0] <= inside[1] + above
        raise AssertionError(node.tag)

    def mapped(self) -> float:
        mapping = self.declared.find("mapping")
        worth = {e.get("mapKey"): float(e.get("mappedValue")) for e in mapping}
        given = self.values["RESPONSE"]
        chosen = set(given) if isinstance(given, list) else {given}
        total = sum(worth.get(c, float(mapping.get("defaultValue"))) for c in chosen)
        least, most = float(mapping.get("lowerBound")), float(mapping.get("upperBound"))
        return min(most, max(least, total))


def text_of(node: ET.Element) -> str:
    return re.sub(r"\n+", "\n", "".join(node.itertext())).strip()


def as_shown(markdown: str) -> str:
    return text_of(ET.fromstring(f"<div>{MARKDOWN.render(markdown)}</div>"))


# -- the packages ------------------------------------------------------------------


@pytest.fixture(scope="module")
def packages() -> dict[str, dict[str, bytes]]:
    found = {}
    for name, quiz in QUIZZES.items():
        with zipfile.ZipFile(io.BytesIO(export(quiz, "qti21").content)) as packed:
            assert packed.testzip() is None
            found[name] = {entry: packed.read(entry) for entry in packed.namelist()}
    return found


def player(packages: dict[str, dict[str, bytes]], name: str, id: str) -> Player:
    return Player(packages[name][f"items/{id}.xml"])


def explained(item: Any, posed: Any, given: Any) -> list[str]:
    text = as_shown(mark(item, posed, given).explanation)
    return [text] if text else []


def check_options(item: Any, p: Player) -> None:
    names = {text: name for name, text in p.shown("simpleChoice").items()}
    assert sorted(names) == sorted(as_shown(o.text) for o in item.options)
    fixed = [n.get("fixed") == "true" for n in p.root.iter("simpleChoice")]
    assert sum(fixed) == sum(o.pin is not None for o in item.options)
    posed, several = pose(item, 0), item.kind == "multi"
    letters = {c.text: c.label for c in posed.choices}
    most = len(item.options) if several else 1
    for size in range(1, most + 1):
        for chosen in itertools.combinations(item.options, size):
            typed = [letters[o.text] for o in chosen]
            ids = [names[as_shown(o.text)] for o in chosen]
            points, said = p.play(ids if several else ids[0])
            assert points == pytest.approx(mark(item, posed, typed).points, abs=1e-5)
            whys = [as_shown(o.why) for o in chosen if o.why.strip()]
            assert sorted(said) == sorted(whys + explained(item, posed, typed))
    right = {names[as_shown(o.text)] for o in item.options if o.correct}
    assert set(p.right) == right


def check_number(item: Any, posed: Any, p: Player) -> None:
    tested = [
        float(n.text or "")
        for n in p.root.iter("baseValue")
        if n.get("baseType") == "float"
    ]
    reach = float(p.root.find(".//equal").get("tolerance").split()[0])
    key = float(p.right[0])
    tries = {
        *tested,
        key + 0.9 * reach,
        key - 0.9 * reach,
        key + 1.5 * reach,
        1e6,
        -7.25,
    }
    for given in tries:
        result = mark(item, posed, given)
        points, said = p.play(given)
        assert points == pytest.approx(result.points)
        extra = [as_shown(result.feedback)] if result.feedback else []
        assert said == extra + explained(item, posed, given)
    assert mark(item, posed, key).verdict is QuizVerdict.RIGHT
    slips = {mark(item, posed, t).feedback for t in tested} - {""}
    said = {f.get("identifier"): text_of(f) for f in p.root.iter("modalFeedback")}
    said.pop("explanation", None)
    assert set(said.values()) == {as_shown(s) for s in slips}


def check_short(item: Any, p: Player) -> None:
    posed = pose(item, 0)
    for given in (*item.answers, *(n.text for n in item.near), "something else"):
        for typed in (given, given.upper()):
            result = mark(item, posed, typed)
            extra = [as_shown(result.feedback)] if result.feedback else []
            assert p.play(typed) == (
                result.points,
                extra + explained(item, posed, typed),
            )


def check_fill(item: Any, p: Player) -> None:
    explanation = as_shown(item.explanation)
    assert p.play(item.answer_code.strip()) == (item.points, [explanation])
    assert p.play(item.answer_code.swapcase())[0] == 0
    for wrong in item.wrong_code:
        assert p.play(wrong.code.strip()) == (0, [as_shown(wrong.why), explanation])
    assert item.template.rstrip() in "".join(p.root.find("itemBody/pre").itertext())


def check_match(item: Any, p: Player) -> None:
    left, right = p.root.iter("simpleMatchSet")
    lefts = {text_of(n): n.get("identifier") for n in left}
    rights = {text_of(n): n.get("identifier") for n in right}
    assert set(rights) == {
        as_shown(t) for t in (*[q.right for q in item.pairs], *item.unused)
    }
    posed = pose(item, 0)
    texts = [q.right for q in item.pairs]
    for order in itertools.islice(itertools.permutations(texts), 60):
        given = {q.left: r for q, r in zip(item.pairs, order, strict=True)}
        pairs = [
            f"{lefts[as_shown(a)]} {rights[as_shown(b)]}" for a, b in given.items()
        ]
        points, said = p.play(pairs)
        assert points == pytest.approx(mark(item, posed, given).points, abs=1e-5)
        assert all(as_shown(q.why) in said[0] for q in item.pairs)


def check_order(item: Any, p: Player) -> None:
    names = {as_shown(text): key for key, text in item.steps.items()}
    keys = {name: names[text] for name, text in p.shown("simpleChoice").items()}
    posed = pose(item, 0)
    first = list(keys)
    assert mark(item, posed, [keys[n] for n in first]).verdict is not QuizVerdict.RIGHT
    for given in itertools.permutations(keys):
        right = mark(item, posed, [keys[n] for n in given]).verdict is QuizVerdict.RIGHT
        assert p.play(list(given))[0] == (item.points if right else 0)


@pytest.mark.parametrize(("name", "id"), ITEMS)
def test_a_player_comes_to_the_points_and_feedback_of_the_engine(packages, name, id):
    item = QUIZZES[name].item(id)
    if item.kind == "param":
        posed = {as_shown(p.stem): p for p in (pose(item, seed) for seed in range(200))}
        mine = [k for k in packages[name] if k.startswith(f"items/{id}-v")]
        assert 2 <= len(mine) <= 5
        for key in mine:
            p = Player(packages[name][key])
            check_number(item, posed[text_of(p.root.find("itemBody"))], p)
    elif item.kind == "trace" and not item.options:
        keys = [k for k in packages[name] if re.match(rf"items/{id}(-line|\.)", k)]
        players = [Player(packages[name][k]) for k in keys]
        assert [p.right[0] for p in players] == printed(item.output)
        assert sum(p.points for p in players) == item.points
        for p in players:
            assert p.play(p.right[0]) == (p.points, [as_shown(item.explanation)])
            assert p.play("x")[0] == 0
    else:
        p = player(packages, name, id)
        assert p.points == item.points
        assert text_of(p.root.find("itemBody")).startswith(as_shown(item.stem))
        if item.kind == "numeric":
            check_number(item, pose(item, 0), p)
        elif getattr(item, "options", ()):
            check_options(item, p)
        else:
            {"short": check_short, "fill": check_fill, "match": check_match,
             "order": check_order}[item.kind](item, p)  # fmt: skip


@pytest.mark.parametrize("name", QUIZZES)
def test_every_file_of_a_package_is_named_in_its_manifest_and_back(packages, name):
    files = packages[name]
    manifest = ET.fromstring(files["imsmanifest.xml"])
    test = ET.fromstring(files["assessment.xml"])

    named = {f.get("href") for f in manifest.iterfind(".//cp:file", NS)}
    refs = [r.get("href") for r in test.iterfind(".//q:assessmentItemRef", NS)]

    assert named == set(files) - {"imsmanifest.xml"}
    assert sorted(refs) == sorted(f for f in files if f.startswith("items/"))
    for item in refs:
        for image in ET.fromstring(files[item]).iterfind(".//q:img", NS):
            assert image.get("src").removeprefix("../") in files
            assert image.get("alt")


def test_one_of_the_variants_of_an_item_is_drawn(packages):
    test = ET.fromstring(packages["basics"]["assessment.xml"])
    pool = test.find(".//q:assessmentSection[@identifier='pool-t_param']", NS)

    refs = [r.get("identifier") for r in pool.iterfind("q:assessmentItemRef", NS)]
    assert refs == [f"t_param-v{n}" for n in range(1, 6)]
    assert pool.find("q:selection", NS).get("select") == "1"


@pytest.mark.parametrize("name", QUIZZES)
def test_another_parser_finds_the_same_interactions_and_keys(packages, name, tmp_path):
    kinds = {"choiceInteraction": "choice", "textEntryInteraction": "textEntry",
             "matchInteraction": "match"}  # fmt: skip
    for key, content in packages[name].items():
        if not key.startswith("items/"):
            continue
        file = tmp_path / "item.xml"
        file.write_bytes(content)
        theirs, mine = parse_item(file), Player(content)
        assert theirs.identifier == Path(key).stem
        declared = theirs.response_decls["RESPONSE"]
        assert declared.correct_values == [v.strip() for v in mine.right]
        said = {f.get("identifier") for f in mine.root.iter("modalFeedback")}
        assert {f.identifier for f in theirs.feedback} == said
        wanted = [kinds[n.tag] for n in mine.root.iter() if n.tag in kinds]
        assert [i.kind for i in theirs.interactions] == wanted
        for interaction in theirs.interactions:
            choices = {c.identifier for c in interaction.choices}
            assert choices == set(mine.shown("simpleChoice"))


@pytest.mark.skipif(not SCHEMAS, reason="LEARN_QTI_XSD names no folder of schemas")
@pytest.mark.parametrize("name", QUIZZES)
def test_every_file_is_valid_by_the_schemas_of_the_specification(packages, name):
    folder = Path(SCHEMAS)
    items = etree.XMLSchema(etree.parse(folder / "qtiv2p1" / "imsqti_v2p1.xsd"))
    manifest = etree.XMLSchema(etree.parse(folder / "imscp_v1p1.xsd"))

    for key, content in packages[name].items():
        if key.endswith(".xml"):
            schema = manifest if key == "imsmanifest.xml" else items
            schema.assertValid(etree.fromstring(content))
