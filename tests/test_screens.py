"""What a learner sees, page by page, on terminals of several sizes and kinds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import Course
from tests.conftest import Learn, copy_toy

pytestmark = pytest.mark.usefixtures("unmeasured")

STUB = Path("exercises/ex01_double/double.py")

PAGES = (
    (),
    ("list",),
    ("list", "--pending", "--concept", "counting"),
    ("show", "ex01"),
    ("check", "ex01"),
    ("hint", "ex01"),
    ("history", "ex01"),
    ("history", "ex01", "--diff"),
    ("undo", "ex01"),
    ("reset", "ex01"),
    ("solution", "ex02"),
    ("start", "ex03"),
    ("milestone",),
    ("submit", "--out", "mine.zip"),
    ("check", "ex10"),
)

KINDS: dict[str, tuple[int, int, dict[str, str], str]] = {
    "80x24": (80, 24, {}, "utf-8"),
    "40x15": (40, 15, {}, "utf-8"),
    "no_color": (80, 24, {"NO_COLOR": "1"}, "utf-8"),
    "dumb": (80, 24, {"TERM": "dumb"}, "utf-8"),
    "cp1252": (80, 24, {"PYTHONIOENCODING": "cp1252"}, "cp1252"),
    "ascii": (40, 15, {"PYTHONIOENCODING": "ascii"}, "ascii"),
}


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a history: one exercise tried twice, the next one passed."""
    root = copy_toy(tmp_path_factory.mktemp("lived") / "course")
    exercise = Course(root).exercise("ex02")
    exercise.stub.write_text(exercise.solution.read_text())
    for source in (
        "def double(x):\n    return x * x\n",
        "def double(x):\n    return -x\n",
    ):
        (root / STUB).write_text(source)
        Learn(root)("check", "ex01")
    Learn(root)("check", "ex02")
    return root


@pytest.mark.parametrize("kind", KINDS)
def test_the_pages_look_right(
    terminal, toy_copy, lived_in, golden: Callable[[str, str], None], kind
):
    columns, rows, env, encoding = KINDS[kind]
    shutil.copytree(lived_in, toy_copy, dirs_exist_ok=True)
    text = ""
    for page in PAGES:
        options = {"columns": columns, "rows": rows, "encoding": encoding}
        shown = terminal(*page, env=env, kept=200, **options)
        code = shown.ended()
        text += f"$ learn {' '.join(page)}\n{shown.text}[exit {code}]\n\n"
        assert all(len(row) <= columns for row in shown.text.splitlines()), page
        if "NO_COLOR" in env or env.get("TERM") == "dumb":
            assert b"\x1b" not in shown.raw, page
    golden(f"pages_{kind}.txt", text)
