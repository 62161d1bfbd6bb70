"""The author guide's walk-through, followed to the letter, gives a proved exercise."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Learn

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "author-guide.md").read_text("utf-8")

FENCE = re.compile(
    r"^(?:`(?P<path>[\w/.]+)`\n\n)?```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.M | re.S
)


def walk_through() -> str:
    _, _, rest = GUIDE.partition("## A new exercise in a quarter of an hour\n")
    return rest.partition("\n## `exercises/course.yaml`")[0]


def without_times(text: str) -> str:
    return re.sub(r" \([^)]* s, seeds 0, 1, 2\)", "", text)


@pytest.fixture
def course(tmp_path: Path) -> Learn:
    """A copy of the whole course."""
    for folder in ("exercises", "quizzes", "reference"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder,
            ignore=shutil.ignore_patterns("__pycache__", ".learn"),
        )  # fmt: skip
    return Learn(tmp_path)


def test_it_gives_an_exercise_that_proves_itself(course):
    said, steps = "", 0
    for fence in FENCE.finditer(walk_through()):
        steps += 1
        body = fence["body"]
        if fence["path"]:
            file = course.folder / fence["path"]
            assert file.parent.is_dir(), f"{file} is in no folder that was made"
            file.write_text(body)
        elif body.startswith(("learn ", "rm ")):
            for line in body.splitlines():
                program, *arguments = shlex.split(line)
                if program == "rm":
                    subprocess.run(line.split(), cwd=course.folder, check=True)
                    continue
                ran = course(*arguments)
                assert ran.code == 0, f"{line}: {ran.out}{ran.err}"
                said = ran.out
        else:
            assert without_times(said) == body

    assert steps >= 13
    assert "ex50: proved" in said
