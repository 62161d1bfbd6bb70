"""README, author guide and help say the same as the program."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path

import click
import pytest

from grader import model
from grader.cli.commands import COMMANDS
from grader.cli.main import learn
from grader.model import Verdict
from tests.pages import PAGES, anchors, text_of

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
GUIDE = (ROOT / "docs" / "author-guide.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def commands() -> dict[str, click.Command]:
    """Every command by the words that call it."""
    context = click.Context(learn)
    found: dict[str, click.Command] = {}
    for name in learn.list_commands(context):
        command = learn.get_command(context, name)
        if isinstance(command, click.Group):
            found |= {f"{name} {sub}": c for sub, c in command.commands.items()}
        elif command is not None:
            found[name] = command
    return found


def test_the_list_of_commands_says_what_each_says_of_itself():
    told = {name: says for name, (_, says) in COMMANDS.items()}
    context = click.Context(learn)
    own = {name: learn.get_command(context, name).help for name in told}

    assert told == {n: " ".join(h.partition("\n\n")[0].split()) for n, h in own.items()}


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_list_of_commands_is_laid_out_as_click_does_it(width):
    context = click.Context(learn)
    ours, clicks = (click.HelpFormatter(width=width) for _ in range(2))

    learn.format_commands(context, ours)
    click.Group.format_commands(learn, context, clicks)

    assert ours.getvalue() == clicks.getvalue() != ""


@pytest.mark.parametrize("typed", ["", "re", "check", "x", "-", "--co"])
def test_the_first_word_is_completed_as_click_does_it(typed):
    def offered(group):
        items = group.shell_complete(learn, click.Context(learn), typed)
        return [(item.value, item.type, item.help) for item in items]

    assert offered(type(learn)) == offered(click.Group)
    assert bool(offered(type(learn))) is (typed != "x")


@pytest.mark.parametrize("name", commands())
def test_every_command_is_in_the_readme(name):
    assert re.search(rf"\blearn {name}\b", README)


@pytest.mark.parametrize(("name", "command"), commands().items())
def test_every_command_says_its_exit_codes(name, command):
    assert command.epilog is not None
    assert command.epilog.startswith("Exits 0"), name
    assert command.help


@pytest.mark.parametrize(("name", "command"), commands().items())
def test_every_exit_code_that_help_names_is_a_documented_one(name, command):
    codes = set(re.findall(r"(?<![\w.])\d+(?![\w.])", command.epilog or ""))

    assert codes <= {"0", "1", "2", "3", "130"}, name


def test_every_option_that_the_readme_names_exists():
    known = {"--submission"}  # of pytest, in a folder that `dev new` has written
    for command in (learn, *commands().values()):
        for parameter in command.params:
            known |= {*parameter.opts, *parameter.secondary_opts}
    known |= {"--help", "--version"}

    named = set(re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", README))

    assert named
    assert named - known <= {"--pdb"}


def test_the_readme_names_no_command_that_does_not_exist():
    known = {name.split()[0] for name in commands()}

    named = set(re.findall(r"(?:^|`|&& )learn ([a-z][a-z-]*)\b", README, re.M))

    assert named
    assert named <= known


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_is_in_the_readme(verdict):
    assert verdict.value in README


@pytest.mark.parametrize(
    "key",
    [
        key
        for kind in (model.ExerciseFile, model.CourseFile, model.Limits, model.Class,
                     model.Function, model.Contract, model.Unit, model.Concept,
                 model.Milestone, model.MilestoneRun, model.Portrait, model.Policies,
                 model.LatePolicy)
        for key in kind.__struct_fields__
    ],
)  # fmt: skip
def test_every_key_of_a_course_file_is_in_the_author_guide(key):
    assert re.search(rf"\b{key}\b", GUIDE)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page):
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text_of(page)):
        name, _, anchor = target.partition("#")
        file = (ROOT / page).parent / name if name else ROOT / page
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file.read_text("utf-8")), target


def test_every_page_can_be_reached_from_the_readme():
    met, left = set(), {"README.md"}
    while left:
        page = left.pop()
        met.add(page)
        for target in re.findall(r"\]\((?!https?:)([^)#\s]+\.md)", text_of(page)):
            found = ((ROOT / page).parent / target).resolve().relative_to(ROOT)
            left |= {str(found)} - met

    assert set(PAGES) <= met


# -- the architecture ------------------------------------------------------------


def layers_of_the_page() -> list[set[str]]:
    _, _, rest = ARCHITECTURE.partition("| modules | what they are for |\n|---|---|\n")
    rows = rest.partition("\n\n")[0].splitlines()
    return [set(re.findall(r"`(\w+)`", row.split("|")[1])) for row in rows]


def test_the_layers_of_the_page_are_those_that_are_enforced():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    enforced = [set(re.findall(r"grader\.(\w+)", row)) for row in contract["layers"]]

    assert layers_of_the_page() == enforced


def test_every_module_stands_in_the_architecture():
    there = {
        p.stem for p in (ROOT / "grader").iterdir()
        if p.suffix == ".py" or (p / "__init__.py").exists()
    }  # fmt: skip

    assert set().union(*layers_of_the_page()) == there - {"__init__"}


@pytest.mark.parametrize("page", ["docs/architecture.md", "docs/decisions.md"])
def test_every_file_that_a_page_for_contributors_names_exists(page):
    text = text_of(page)
    named = re.findall(
        r"`((?:grader|tests|benchmarks|docs|reference|exercises|quizzes)/[\w./*-]*)`",
        text,
    )

    assert named
    for name in named:
        assert list(ROOT.glob(name.rstrip("/"))), name


def test_the_pictures_are_what_the_script_draws():
    folder = ROOT / "docs" / "images"
    drawn = runpy.run_path(str(folder / "flow.py"))

    for name in ("check", "grade"):
        kept = (folder / f"flow-{name}.svg").read_text("utf-8")
        assert kept == str(drawn[name]()), "python docs/images/flow.py"


def test_the_pictures_name_files_that_exist():
    for picture in (ROOT / "docs" / "images").glob("flow-*.svg"):
        text = picture.read_text("utf-8").partition("</style>")[2]
        for name in re.findall(r"[\w/]+\.py", text):
            if not name.startswith("test_"):  # of a course
                assert list((ROOT / "grader").rglob(name)), f"{picture.name}: {name}"
