"""What programs read is described: each schema in the page, each output by a schema."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest

from grader.mutation import MutationProof, Survivor
from tests.pages import ROOT
from tests.test_docs import commands

SCHEMAS = ROOT / "docs" / "schemas"
PAGE = (SCHEMAS / "README.md").read_text("utf-8")
FILES = sorted(SCHEMAS.glob("*.schema.json"))


def schema(name: str) -> dict[str, object]:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_schema_is_one_and_stands_in_the_page(file):
    jsonschema.Draft202012Validator.check_schema(json.loads(file.read_text("utf-8")))

    assert f"({file.name})" in PAGE


def test_every_command_that_prints_json_stands_in_the_page():
    printing = {
        name for name, command in commands().items()
        if any("--json" in p.opts for p in command.params)
    }  # fmt: skip

    named = set(
        re.findall(r"`learn ([a-z -]*?)(?: EX| ID)?(?: --mutants)? --json`", PAGE)
    )

    assert printing == named


def test_every_name_of_an_object_has_a_schema():
    own = {
        "submission",
        "course",
        "autograder",
        "gradescope",
        "diagnosis",
    }  # read by us
    source = "".join(p.read_text("utf-8") for p in (ROOT / "grader").rglob("*.py"))

    named = set(re.findall(r'"learn\.([a-z-]+)/1"', source)) - own

    assert named == {
        file.name.split(".")[1] for file in FILES if file.name.startswith("learn.")
    } - {"result"}  # it is `learn.check/1` and more


def test_the_lists_are_as_described(here):
    (here.folder / "exercises/ex01_double/double.py").write_text("x = 1\n")
    answers = here.folder / "answers.json"
    answers.write_text("{}")
    here("check", "ex01")
    here("quiz", "basics", "--answers", answers)

    for command, name in ((("list",), "learn.list"), (("quiz",), "learn.quizzes")):
        objects = here(*command, "--json").objects
        assert objects
        for body in objects:
            jsonschema.validate(body, schema(name) | {"additionalProperties": False})


def test_a_proof_by_mutants_is_as_described():
    import msgspec

    made = MutationProof(
        exercise="ex01", problems=("a",), mutants=3, killed=1,
        survivors=(Survivor("add-3", 3, "- a\n+ b"),), equivalent={"sub-4": "why"},
        probes=10, duration_s=0.5,
    )  # fmt: skip
    body = {"schema": "learn.mutation/1", **msgspec.to_builtins(made)}

    jsonschema.validate(
        json.loads(msgspec.json.encode(body)),
        schema("learn.mutation") | {"additionalProperties": False},
    )
