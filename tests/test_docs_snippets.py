"""Every fenced block of the documentation is run, read by its reader, or compared.

What costs little is always done; what needs workers, with ``LEARN_FULL=1``. A block that
is of no kind known here fails.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import click
import jsonschema
import msgspec
import numpy as np
import pytest
import yaml

from grader import checks
from grader.classroom.late import parse_dues
from grader.classroom.policies import course_policies
from grader.cli.main import learn
from grader.course import Course, read_yaml
from grader.model import ExerciseFile, PortraitsFile, Verdict
from grader.portraits import draw
from grader.quiz.source import Source
from grader.release.leaks import ReleasedFile
from tests.conftest import environment
from tests.full import FULL
from tests.pages import PAGES, ROOT, Block, blocks, text_of
from tests.terminal import Terminal
from tests.test_author_guide import walk_through
from tests.test_docs_run import PAGES as RUN

BLOCKS = [block for page in PAGES for block in blocks(page)]
AUTHOR, TEACHER = "docs/author-guide.md", "docs/instructor-guide.md"
LEARNER = "docs/learner-guide.md"
COURSE = Course(ROOT)
KINDS = {"", "text", "yaml", "csv", "python", "markdown", "diff", "json"}
DRAWINGS = ("exercise.yaml ──course", "notebook  ")
"""Blocks of text that are no output: tests/test_docs.py compares them with the modules."""


def of_kind(kind: str) -> list[Block]:
    return [block for block in BLOCKS if block.kind == kind]


def named(block: Block) -> str:
    return block.name


def followed(block: Block) -> bool:
    """Whether a test follows this part of its page to the letter."""
    if block.page == AUTHOR:
        return block.body in walk_through()
    return block.page == LEARNER  # tests/test_learner_guide.py


@pytest.mark.parametrize("block", BLOCKS, ids=named)
def test_every_block_is_of_a_known_kind(block):
    assert block.kind in KINDS
    if block.path is not None:
        assert followed(block)
    if not block.kind:
        rows = [row for row in block.body.splitlines() if row and row[0] != " "]
        assert len(block.commands) == len(rows), "a row is no command line"
        # What a page outside of docs/ shows stands in one of these, too.
        assert block.page in RUN or block.page == LEARNER


@pytest.mark.parametrize("page", PAGES)
def test_every_fence_of_a_page_is_read(page):
    fences = re.findall(r"^ *(?:```|~~~)", text_of(page), re.M)

    assert len(fences) == 2 * len(list(blocks(page)))


# -- command lines --------------------------------------------------------------


def lines_of(page: str) -> list[str]:
    """Give each line of `learn` on a page, fenced or in a sentence."""
    fenced = [line for b in blocks(page) if not b.kind for line in b.commands]
    inline = re.findall(r"`(learn [^`]+)`", text_of(page).replace("\n", " "))
    return [line for line in (*fenced, *inline) if re.match(r"learn\s+[a-z-]", line)]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_is_named_exists_with_its_options(page):
    for line in lines_of(page):
        command: click.Command = learn
        rest = re.sub(r"[\[\]()…]|\$\S*|[|>].*", " ", line).split()[1:]
        while rest:
            context = click.Context(command)
            try:
                rest = command.make_parser(context).parse_args(rest)[1]
            except click.NoSuchOption as error:
                pytest.fail(f"{page}: {line}: {error.message}")
            except click.UsageError:
                break  # an option that is spoken of without its value
            if not isinstance(command, click.Group) or not rest:
                break
            found = command.get_command(context, rest[0])
            if found is None and command.name == "export":
                found = command.get_command(context, "gradebook")  # as it says itself
                rest = ["", *rest]
            assert found is not None, f"{page}: {line}"
            command, rest = found, rest[1:]


# -- data -----------------------------------------------------------------------


def exercise(block: Block, folder: Path) -> None:
    head = "title: T\nunit: u\nposition: 1\ndifficulty: 1\npoints: 1\nconcepts: []\n"
    text = block.body if followed(block) else head + block.body
    spec = read_yaml(written(folder / "exercise.yaml", text), ExerciseFile)
    compile(spec.prepare, "prepare", "exec")


def portraits(block: Block, folder: Path) -> None:
    text = "portraits:\n" + block.body
    (portrait,) = read_yaml(written(folder / "p.yaml", text), PortraitsFile).portraits
    compile(portrait.program, "program", "exec")
    assert COURSE.exercise(portrait.exercise)


def released(block: Block, folder: Path) -> None:
    read = read_yaml(written(folder / "released.yaml", block.body), ReleasedFile)
    real = read_yaml(ROOT / "reference" / "released.yaml", ReleasedFile)
    assert {(a.file, a.secret) for a in read.allowed} <= {
        (a.file, a.secret) for a in real.allowed
    }


def policies(block: Block, folder: Path) -> None:
    course_policies(COURSE, written(folder / "policy.yaml", block.body))


def dues(block: Block, folder: Path) -> None:
    read = parse_dues(block.body, COURSE.folders)
    assert read.of("ann", "ex01") != read.of("bob", "ex01") != read.of("cyd", "ex01")


def dask(block: Block, folder: Path) -> None:
    found = importlib.util.find_spec("distributed")
    assert found is not None
    assert found.origin is not None
    schema = Path(found.origin).with_name("distributed-schema.yaml")
    told = yaml.safe_load(block.body)
    jsonschema.validate(told, yaml.safe_load(schema.read_text("utf-8")))
    own = Path(found.origin).with_name("distributed.yaml")
    assert paths(told) <= paths(yaml.safe_load(own.read_text("utf-8")))


def paths(data: object, above: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Give the ways to all that a mapping holds."""
    if not isinstance(data, dict):
        return {above}
    return {p for key, value in data.items() for p in paths(value, (*above, key))}


def withheld(block: Block, folder: Path) -> None:
    keys = yaml.safe_load(block.body)["items"]
    base = {"concepts": ["bias"], "difficulty": 1}
    single = {"id": "some_single", "type": "single", "stem": "How much is 3 + 3?",
              "options": [{"text": "6"}, {"text": "9"}]}  # fmt: skip
    match = {"id": "some_match", "type": "match", "stem": "Match.",
             "pairs": [{"left": "2"}, {"left": "4"}], "rights": ["four", "two"]}  # fmt: skip
    assert keys.keys() == {single["id"], match["id"]}
    public = {"title": "Q", "keys": "withheld", "items": [base | single, base | match]}
    quiz = written(folder / "q.yaml", json.dumps(public))
    source = Source(quiz, written(folder / "keys.yaml", block.body))
    assert source.findings == []


def whole_quiz(block: Block, folder: Path) -> None:
    assert Source(written(folder / "q.yaml", block.body), None).findings == []


READERS: dict[tuple[str, str], Callable[[Block, Path], None]] = {
    (AUTHOR, "title: Mean distance"): exercise,
    (AUTHOR, "profile: frameworks"): exercise,
    (AUTHOR, "  - id: tanh_and_slope"): portraits,
    (TEACHER, "allowed:"): released,
    (TEACHER, "policies:"): policies,
    (TEACHER, "student,exercise,due"): dues,
    (TEACHER, "distributed:"): dask,
    ("docs/quiz-format.md", "items:"): withheld,
    ("quizzes/README.md", "title: One of each"): whole_quiz,
}


def written(file: Path, text: str) -> Path:
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize("block", [*of_kind("yaml"), *of_kind("csv")], ids=named)
def test_its_reader_takes_it(block, tmp_path):
    READERS[block.page, block.body.partition("\n")[0]](block, tmp_path)


@pytest.mark.parametrize("block", of_kind("json"), ids=named)
def test_its_schema_describes_it(block):
    body = json.loads(block.body)
    name = body["schema"].partition("/")[0]
    schema = ROOT / "docs" / "schemas" / f"{name}.schema.json"

    jsonschema.validate(body, json.loads(schema.read_text("utf-8")))


@pytest.mark.parametrize("block", [*of_kind("markdown"), *of_kind("diff")], ids=named)
def test_it_is_a_file_of_a_page_that_is_followed(block):
    assert block.path is not None
    assert followed(block)


@pytest.mark.skipif(not FULL, reason="LEARN_FULL=1 draws it")
def test_the_portrait_is_drawn_from_the_reference(sandbox):
    (block,) = [b for b in of_kind("yaml") if "tanh_and_slope" in b.body]
    text = "portraits:\n" + block.body
    (portrait,) = msgspec.yaml.decode(text, type=PortraitsFile).portraits
    own = COURSE.exercise(portrait.exercise)

    drawn = draw(portrait, own, own.solution.read_bytes(), sandbox, 0)

    assert "tanh" in msgspec.json.encode(drawn).decode()


# -- Python ---------------------------------------------------------------------


def shift(body: str) -> None:
    names = dict(vars(checks))
    exec(body, names)
    check = names["test_shift_changes_nothing"]

    def softmax(z, of=np.exp):
        return of(z - z.max()) / of(z - z.max()).sum()

    check(SimpleNamespace(softmax=softmax), np.random.default_rng(0))
    with pytest.raises(checks.CheckFailed):
        check(SimpleNamespace(softmax=np.exp), np.random.default_rng(0))


def parabola(body: str) -> None:
    exec(body, {})  # it imports all that it names


def cell(body: str) -> None:
    magic, _, code = body.partition("\n")
    program, name = magic.split()
    own = COURSE.exercise(name)
    names: dict[str, object] = {}
    exec(code, names)
    assert program == "%%check"
    assert names.keys() & own.spec.functions.keys()


PROGRAMS: dict[tuple[str, str], Callable[[str], None]] = {
    (AUTHOR, "@points(2)"): shift,
    (AUTHOR, "from grader.checks import holds, known_by, needs, points"): parabola,
    (LEARNER, "%%check ex01"): cell,
}


@pytest.mark.parametrize(
    "block", [b for b in of_kind("python") if b.path is None], ids=named
)
def test_it_runs(block):
    PROGRAMS[block.page, block.body.partition("\n")[0]](block.body)


@pytest.mark.skipif(not FULL, reason="LEARN_FULL=1 judges it")
@pytest.mark.parametrize(
    ("drawing", "verdict"),
    [
        ("ax.plot(np.linspace(-2, 2), np.linspace(-2, 2) ** 2)", Verdict.PASSED),
        ("ax.plot(np.linspace(-2, 2), np.linspace(-2, 2) ** 3)", Verdict.FAILED),
    ],
)
def test_the_check_of_a_figure_tells_right_from_wrong(
    drawing, verdict, make_exercise, judged
):
    (block,) = [b for b in of_kind("python") if "draw_parabola" in b.body]
    spec = """
        profile: plots
        functions: {draw_parabola: {args: {ax: axes}, returns: axes}}
    """
    made = make_exercise(block.body, "", spec=spec, solution="x = 1\n")
    source = f"import numpy as np\n\n\ndef draw_parabola(ax):\n    {drawing}\n    return ax\n"

    (result,) = judged(made, source).checks

    assert result.verdict is verdict, result


@pytest.mark.skipif(not FULL, reason="LEARN_FULL=1 judges it")
def test_the_cell_of_a_notebook_is_judged(tmp_path, monkeypatch):
    from grader.notebook import judged as judged_cell

    (block,) = [b for b in of_kind("python") if b.body.startswith("%%check")]
    magic, _, code = block.body.partition("\n")
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    monkeypatch.chdir(tmp_path)

    said = judged_cell(magic.split()[1:], code, []).result

    assert next(c["verdict"] for c in said["checks"] if "step" in c["id"]) == "passed"


def test_what_is_known_here_stands_in_the_pages():
    there = {(block.page, block.body.partition("\n")[0]) for block in BLOCKS}

    assert {*READERS, *PROGRAMS} <= there


# -- sample outputs ---------------------------------------------------------------


@pytest.mark.parametrize("block", of_kind("text"), ids=named)
def test_every_sample_is_compared_with_something(block):
    first = block.body.partition("\n")[0]
    ours = block.page == "README.md" and first.startswith(("ex04  ", *DRAWINGS))

    assert ours or followed(block)


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
def test_the_readme_shows_what_a_check_shows(tmp_path):
    """The whole course, and the known mistake that the sample names."""
    (block,) = [b for b in of_kind("text") if b.body.startswith("ex04  ")]
    name = "ex04_temperature_softmax"
    (tmp_path / "exercises").mkdir()
    shutil.copy(ROOT / "exercises/course.yaml", tmp_path / "exercises")
    for folder in (f"exercises/{name}", f"reference/{name}"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(
        tmp_path / f"reference/{name}/wrong/multiply_t.py",
        tmp_path / f"exercises/{name}/temperature_softmax.py",
    )

    terminal = Terminal(
        [sys.executable, "-m", "grader", "check", "ex04"], cwd=tmp_path,
        env=environment(PYTHONPATH=str(ROOT), NO_COLOR="1"), rows=40,
    )  # fmt: skip
    try:
        assert terminal.ended() == 1
        assert block.body in terminal.text
    finally:
        terminal.close()
