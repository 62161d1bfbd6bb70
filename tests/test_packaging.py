"""What ships: the platform and the public course, and never a secret."""

from __future__ import annotations

import ast
import collections
import importlib.metadata
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.strangers import declared

ROOT = Path(__file__).parent.parent
SECRETS = ("reference", "solution", "hidden", "wrong", "right", "junk.yaml")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build wheel and sdist from the working tree."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(out)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    (file,) = built.glob("*.whl")
    return zipfile.ZipFile(file)


def test_the_wheel_carries_no_solution_and_no_hidden_grader(wheel):
    course = [n for n in wheel.namelist() if n.startswith("grader/_course/")]

    assert course
    for name in course:
        assert not any(secret in name for secret in SECRETS), name


IDIOM = 45


def test_no_line_of_a_reference_is_in_the_wheel(wheel):
    shipped: dict[str, set[str]] = collections.defaultdict(set)
    for name in wheel.namelist():
        if name.startswith("grader/_course/") and name.endswith(".py"):
            text = wheel.read(name).decode("utf-8", "replace")
            shipped[Path(name).parent.name] |= {x.strip() for x in text.splitlines()}
    everything = set().union(*shipped.values())
    lines = {
        f: set(code_lines(f)) for f in (ROOT / "reference").glob("ex*/solution.py")
    }
    written = collections.Counter(line for found in lines.values() for line in found)

    assert len(lines) == len(shipped) >= 40
    for file, found in lines.items():
        for line in found:
            if written[line] >= 3:
                continue  # what several references say is how one says it
            assert line not in shipped[file.parent.name], f"{file}: {line}"
            if len(line) >= IDIOM:
                assert line not in everything, f"{file}: {line}"


def code_lines(file: Path) -> set[str]:
    """Lines of function bodies that are long enough to give something away."""
    text = file.read_text("utf-8")
    lines = text.splitlines()
    found: set[str] = set()
    for function in ast.walk(ast.parse(text)):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                docstring = isinstance(statement, ast.Expr) and isinstance(
                    statement.value, ast.Constant
                )
                if not docstring:
                    end = statement.end_lineno or statement.lineno
                    found.update(lines[statement.lineno - 1 : end])
    return {line.strip() for line in found if len(line.strip()) > 25}


def test_the_wheel_carries_every_public_file_of_the_course(wheel):
    names = set(wheel.namelist())

    for file in sorted((ROOT / "exercises").rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            assert f"grader/_course/{file.relative_to(ROOT)}" in names


def test_the_wheel_says_that_it_is_typed(wheel):
    assert "grader/py.typed" in wheel.namelist()


def test_all_that_is_imported_is_asked_for_and_nothing_more():
    distributions = importlib.metadata.packages_distributions()
    imported = {
        _normal(name)
        for module in _imported_modules() - sys.stdlib_module_names - {"grader"}
        for name in set(distributions[module])
    }
    asked = {
        extra: {_normal(re.match(r"[\w.-]+", line)[0]) for line in lines}
        for extra, lines in declared().items()
    }

    assert imported == asked[""] | asked["cluster"] | asked["notebook"]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _imported_modules() -> set[str]:
    found: set[str] = set()
    for file in (ROOT / "grader").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found


def test_the_sdist_carries_no_reference(built):
    (file,) = built.glob("*.tar.gz")
    with tarfile.open(file) as archive:
        names = archive.getnames()

    assert any(name.endswith("exercises/course.yaml") for name in names)
    assert not [n for n in names if "/reference" in n or "/tests" in n]


def test_an_installed_wheel_gives_a_working_public_course(built, tmp_path):
    (file,) = built.glob("*.whl")
    site = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps",
         "--disable-pip-version-check", "--target", str(site), str(file)],
        check=True,
        capture_output=True,
    )  # fmt: skip
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(site)}

    def learn(*args: str, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "grader", *args]
        return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)

    made = learn("init", "course")
    first = learn("check", "ex01", cwd=tmp_path / "course")
    again = learn("init", "course")

    assert made.returncode == 0, made.stderr
    assert first.returncode == 1, first.stderr
    assert "public checks pass" in first.stdout
    assert "More checks run when your instructor grades." in first.stdout
    assert again.returncode == 2
    assert "already" in again.stderr
    assert not (tmp_path / "course" / "reference").exists()
