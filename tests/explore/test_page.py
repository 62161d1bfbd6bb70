"""What of the scripts stands in a page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import Course
from grader.explore.page import render

TOY = Path(__file__).parents[1] / "toy"
EXPLORERS = """
explorers:
  - id: page
    title: A page
    lede: A lede.
    scripts: [own.js]
    predict:
      question: Which?
      options:
        - {text: this, right: true, why: It is.}
        - {text: that, why: It is not.}
    tasks: []
"""


@pytest.fixture
def rendered(tmp_path: Path) -> Callable[[str], str]:
    """Render a page whose own script is given."""

    def render_(script: str) -> str:
        shutil.copytree(TOY, tmp_path, dirs_exist_ok=True)
        folder = tmp_path / "exercises" / "explorers"
        folder.mkdir(exist_ok=True)
        (folder / "explorers.yaml").write_text(EXPLORERS, "utf-8")
        (folder / "own.js").write_text(script, "utf-8")
        course = Course(tmp_path)
        return render(course, course.explorers()[0])

    return render_


def test_comments_and_indents_stay_in_the_files_and_texts_are_whole_in_the_page(
    rendered,
):
    page = rendered(
        '// of the author\n  // inside\n\nconst a = "//"; // behind\n  f(`${b(`c`)}\n'
        "    // kept\n\n  `, `\n\t${`d`}\n`);\n  g();\n"
    )
    assert "of the author" not in page
    assert "inside\n" not in page
    assert (
        'const a = "//"; // behind\nf(`${b(`c`)}\n    // kept\n\n  `, `\n\t${`d`}\n`);\ng();'
        in page
    )


def test_a_page_that_draws_no_chart_carries_none(rendered):
    bare, drawing = rendered("explorer({});"), rendered("explorer(chart({}));")
    assert "function explorer(" in bare
    assert "function chart(" not in bare
    assert "function chart(" in drawing
    assert len(drawing) > len(bare)
