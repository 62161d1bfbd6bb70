"""%%check: a real notebook, run by a real kernel, gets the verdicts of learn check."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from grader.notebook import Unjudged, judged
from tests.conftest import Learn

LOAD = "%load_ext grader.notebook"
RIGHT = """\
def double(x):
    if not len(x):
        raise ValueError("nothing")
    return 2 * np.asarray(x)
"""
SQUARED = RIGHT.replace("2 * np.asarray(x)", "np.asarray(x) ** 2")


def run(folder: Path, *cells: str, allow_errors: bool = False):
    """Run a notebook in a folder; give its cells with what they showed."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(text) for text in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    client = NotebookClient(
        notebook, timeout=120, allow_errors=allow_errors,
        resources={"metadata": {"path": str(folder)}},
    )  # fmt: skip
    client.execute()
    return notebook.cells


def shown(cell) -> dict[str, str]:
    (output,) = [o for o in cell.outputs if o.output_type == "execute_result"]
    return output.data


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """One notebook with everything that a learner does in it: a kernel starts slowly."""
    from tests.conftest import copy_toy

    folder = copy_toy(tmp_path_factory.mktemp("notebook") / "course")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(folder / ".ipython"))
        patch.setenv("JUPYTER_PATH", str(folder / ".jupyter"))
        kernels = folder / ".jupyter" / "kernels" / "python3"
        kernels.mkdir(parents=True)
        command = [
            sys.executable,
            "-m",
            "ipykernel_launcher",
            "-f",
            "{connection_file}",
        ]
        (kernels / "kernel.json").write_text(
            json.dumps(
                {"argv": command, "display_name": "Python 3", "language": "python"}
            )
        )
        cells = run(
            folder,
            LOAD,
            "import numpy as np",
            f"%%check ex01\n{RIGHT}",
            "print(double([1, 2]))",
            f"%%check 1\n{SQUARED}",
            "%%check ex01\ndef double(x):\n    return x[9]\n",
            "%%check ex99\nx = 1",
            "%%check\nx = 1",
            "%%check ex01\n<b>not python</b>",
            allow_errors=True,
        )
    return folder, cells


def test_a_right_cell_passes_with_the_imports_of_earlier_cells(ran):
    data = shown(ran[1][2])

    assert "5 of 5 checks pass, 8 of 8 points" in data["text/plain"]
    assert data["text/html"].count(">PASS<") == 5


def test_the_cell_has_run_in_the_notebook_too(ran):
    (output,) = ran[1][3].outputs
    assert output.text == "[2 4]\n"


def test_a_mistake_is_named_as_learn_check_names_it(ran):
    folder, cells = ran
    data = shown(cells[4])
    file = folder / "wrong.py"
    file.write_text(f"import numpy as np\n{SQUARED}")
    said = json.loads(Learn(folder)("check", "ex01", "--json", "--file", file).out)

    for check in said["checks"]:
        assert check["claim"] in data["text/plain"]
    assert "Perhaps this: The entries are squared" in data["text/plain"]
    assert "<strong>Perhaps this:</strong> The entries are squared" in data["text/html"]
    assert "yours: [1, 9, 0.25]" in data["text/plain"]


def test_a_place_is_told_in_the_cell_that_was_judged(ran):
    text = shown(ran[1][5])["text/plain"]

    assert "cell 6:2  return x[9]" in text


@pytest.mark.parametrize(
    ("cell", "said"), [(6, "no exercise 'ex99'"), (7, "which exercise")]
)
def test_what_cannot_be_judged_is_a_sentence(ran, cell, said):
    assert said in shown(ran[1][cell])["text/plain"]


def test_a_cell_that_is_no_python_is_judged(ran):
    data = shown(ran[1][8])

    assert "0 of 5 checks pass" in data["text/plain"]
    assert "<b>not" not in data["text/html"]


def test_nothing_of_it_is_recorded(ran):
    folder, _ = ran
    assert not (folder / ".learn" / "progress.db").exists()


# -- without a kernel ------------------------------------------------------------------


def test_a_notebook_file_is_judged_like_a_file(learn, tmp_path):
    cells = ["import numpy as np", RIGHT, "print(double([1]))"]
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(text) for text in cells]
    )
    file = tmp_path / "mine.ipynb"
    nbformat.write(notebook, file)

    assert learn("check", "ex01", "--file", file).code == 0


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": []}', "\0"])
def test_a_file_that_is_no_notebook_is_one_sentence(learn, tmp_path, text):
    file = tmp_path / "mine.ipynb"
    file.write_text(text)
    ran = learn("check", "ex01", "--file", file)

    assert ran.code == 2
    assert str(file) in ran.err


def test_a_handed_in_notebook_may_hold_the_magic(learn, tmp_path):
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(f"%%check ex01\nimport numpy as np\n{RIGHT}")]
    )
    file = tmp_path / "mine.ipynb"
    nbformat.write(notebook, file)

    assert learn("check", "ex01", "--file", file).code == 0


def test_without_a_course_it_says_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = judged(["ex01"], RIGHT, [])

    assert isinstance(said, Unjudged)
    assert "no course" in repr(said)
    assert "<pre>" in said._repr_html_()
