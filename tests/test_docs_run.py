"""Every command line of the documentation does what it is shown for."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import environment
from tests.full import FULL
from tests.pages import ROOT, blocks

PAGES = ("README.md", "docs/author-guide.md", "docs/exports.md",
         "docs/instructor-guide.md", "docs/quiz-exchange.md",
         "docs/architecture.md", "quizzes/README.md")  # fmt: skip

ELSEWHERE = {
    "git clone": "the address is the reader's",
    "make ": "this is what runs these tests",
    "pip install": "tests/test_stranger.py",
    "learn watch": "tests/test_watch.py; it runs until somebody quits",
    "dask ": "tests/classroom/test_cluster.py",
    "learn grade submissions/ --cluster": "tests/classroom/test_cluster.py",
    "rm ": "tests/test_author_guide.py",
    "pytest tests/": "this is one of them",
    "learn dev new ex50": "tests/test_author_guide.py",
    "learn dev diagnose ex50": "tests/test_author_guide.py",
    "learn dev prove ex50": "tests/test_author_guide.py",
}
"""What is run by other tests, or not at all, and why."""

UNJUDGED = {
    "learn update": "this is the course itself; tests/test_update.py",
}
"""Commands that say, with exit code 2, what they miss where everything is in one folder."""

SOLVE = "cp reference/{0}/solution.py exercises/{0}/{1}.py && learn check {0}"
CAPSTONE = "ex36_nn_from_scratch"
BEFORE = {
    "learn solution ex03": [SOLVE.format("ex03_hardcoded_xor", "hardcoded_xor")],
    "learn start ex37": [SOLVE.format(CAPSTONE, "nn_from_scratch")],
    "pytest reference/ex44": [
        "ls reference/ex44_dense_layer || learn dev new ex44_dense_layer"
    ],
    "learn regrade grades --dry-run": [
        "ls grades || learn grade submissions/ --exercise ex03"
    ],
    "learn export grades": ["ls grades || learn grade submissions/ --exercise ex03"],
    "learn similar handed-in/ --exercise ex36": [
        (
            f"for name in ann bob; do mkdir handed-in/$name/{CAPSTONE} && cp reference/"
            f"{CAPSTONE}/solution.py handed-in/$name/{CAPSTONE}/nn_from_scratch.py; done"
        )
    ],
    "learn release": ["for id in ex03 ex36 ex37; do learn reset $id; done"],
    "learn init --pack": ["ls release || learn release", "cp release/*.zip ."],
}
"""What a reader has done by then."""


class Line(NamedTuple):
    """A command as it stands in a page, without what is said of it."""

    page: str
    text: str


def lines() -> Iterator[Line]:
    for page in PAGES:
        for block in blocks(page):
            if not block.kind:
                yield from (Line(page, command) for command in block.commands)


LINES = list(lines())


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> dict[str, Path]:
    """One folder a page, with all that its commands speak of."""
    return {page: prepared(tmp_path_factory.mktemp("docs")) for page in PAGES}


def prepared(root: Path) -> Path:
    course = root / "course"
    for folder in ("exercises", "quizzes", "reference"):
        shutil.copytree(
            ROOT / folder, course / folder,
            ignore=shutil.ignore_patterns("__pycache__", ".learn"),
        )  # fmt: skip
    own = course / "reference" / "ex03_hardcoded_xor"
    wrong = sorted((own / "wrong").glob("*.py"))
    for place in ("submissions", "handed-in", "handed-in-2025"):
        for number, student in enumerate(("ann", "bob", "cyd", "dan", "eve")):
            source = wrong[number] if number else own / "solution.py"
            file = course / place / student / "ex03_hardcoded_xor/hardcoded_xor.py"
            file.parent.mkdir(parents=True)
            shutil.copy(source, file)
    (course / "more").mkdir()
    archive(course / "more/ann.zip", {"hardcoded_xor.py": own / "solution.py"})
    archive(course / "canvas.zip", {"bobbuilder_12_34_hardcoded_xor.py": wrong[0]})
    (course / "old.txt").write_text("::q1:: Two and two are {=4 ~5 ~3}\n")
    (course / "my_attempt.py").write_text(
        "import numpy as np\n\n\ndef dense_layer(x):\n    return 2 * np.asarray(x)\n"
    )
    (course / "export.csv").write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section\nAnn,1,s1,ann,A\nBob,2,s2,bob,A\n"
    )
    (course / "worksheet.csv").write_text(
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade\n"
        "Participant 1,ann,ann@example.org,,,10\n"
    )
    home = root / "home"
    home.mkdir()
    (home / "secret.txt").write_text("a long secret that nobody can guess\n")
    bin = root / "bin"
    bin.mkdir()
    for name, module in (("learn", "grader"), ("pytest", "pytest")):
        script = bin / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n')
        script.chmod(0o755)
    return course


def archive(file: Path, members: dict[str, Path]) -> None:
    with zipfile.ZipFile(file, "w") as made:
        for name, source in members.items():
            made.write(source, name)


# The other pages say much as the README does, or have tests of their own.
@pytest.mark.parametrize("page", PAGES if FULL else PAGES[:1])
def test_its_commands_run_in_the_order_that_they_stand_in(page, folders):
    course = folders[page]
    root = course.parent
    env = environment(
        HOME=str(root / "home"), BROWSER="true",
        PATH=f"{root / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin",
    )  # fmt: skip
    env["PYTHONPATH"] = str(ROOT)
    ran = 0
    for line in (text for at, text in LINES if at == page):
        if any(line.startswith(begin) for begin in ELSEWHERE):
            continue
        for begin, prepare in BEFORE.items():
            if line.startswith(begin):
                for command in prepare:
                    assert run(command, course, env).returncode == 0, command
        done = run(line, course, env)
        wanted = {2} if line in UNJUDGED else {0, 1}
        assert done.returncode in wanted, f"{line}: {done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr, f"{line}: {done.stderr}"
        ran += 1
    assert ran


def run(
    line: str, course: Path, env: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", line], cwd=course, env=env, text=True, check=False,
        stdin=subprocess.DEVNULL, capture_output=True, timeout=300,
    )  # fmt: skip


def test_what_is_left_to_other_tests_stands_in_the_pages():
    for begin in (*ELSEWHERE, *UNJUDGED, *BEFORE):
        assert any(line.text.startswith(begin.strip()) for line in LINES), begin


def test_every_line_can_be_taken_apart():
    for line in LINES:
        assert shlex.split(line.text)
