"""The wheel on the other versions of Python that it says it is for, where there are any."""

from __future__ import annotations

import csv
import functools
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.full import FULL
from tests.strangers import ROOT, Stranger, build, declared, for_pip

TOY = ROOT / "tests" / "toy"
STUB, SOLUTION = "exercises/{0}/{1}.py", "reference/{0}/solution.py"
PROBE = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"


def supported() -> list[str]:
    """The versions that the package's classifiers name, the newest first."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    return re.findall(r'"Programming Language :: Python :: (3\.\d+)"', text)[::-1]


@functools.cache
def interpreter(version: str) -> Path | None:
    """A Python of that version that runs and can make environments."""
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser() / "versions"
    on_path = shutil.which(f"python{version}")
    found = [Path(on_path)] if on_path else []
    for candidate in (*found, *sorted(pyenv.glob(f"{version}.*/bin/python"))):
        said = subprocess.run(  # pyenv's shims are there for versions that are not
            [candidate, "-c", PROBE], capture_output=True, text=True, check=False
        )
        if said.returncode == 0 and said.stdout.strip() == version:
            return candidate
    return None


THIS = f"{sys.version_info.major}.{sys.version_info.minor}"
OTHERS = [version for version in supported() if version != THIS]
HERE = [version for version in OTHERS if interpreter(version)]
TRIED = (OTHERS if FULL else HERE[:1]) or OTHERS[:1]


@pytest.fixture(scope="module", params=TRIED)
def stranger(request, tmp_path_factory) -> Stranger:
    """Install the wheel in an empty environment of another Python."""
    return installed(request.param, declared()[""], tmp_path_factory.mktemp("other"))


def installed(version: str, needed: list[str], base: Path) -> Stranger:
    """Make an environment with some packages, and then the wheel."""
    python = interpreter(version)
    if python is None:
        pytest.skip(f"no Python {version} that makes environments is here")
    subprocess.run([python, "-m", "venv", "--without-pip", base / "venv"], check=True)
    made = Stranger(base / "home", base / "venv" / "bin" / "python")
    # This environment's pip, since making another one takes as long again.
    install = [sys.executable, "-m", "pip", "--python", made.bin / "python", "install",
               "--quiet", "--no-compile"]  # fmt: skip
    had = subprocess.run(
        [*install, *needed], env=for_pip(), capture_output=True, text=True, check=False
    )
    if had.returncode:
        pytest.skip(f"its packages cannot be had: {had.stderr.strip()[-300:]}")
    wheel = build(ROOT, base / "dist", "wheel")[".whl"]
    subprocess.run([*install, "--no-deps", wheel], env=for_pip(), check=True)
    said = made("python", "-c", PROBE, cwd=base)
    assert said.stdout.strip() == version
    return made


def test_a_learner_can_begin_there(stranger, tmp_path):
    begins(stranger, tmp_path)


@pytest.mark.skipif(not FULL, reason="LEARN_FULL=1 tries the oldest packages too")
def test_the_oldest_packages_that_are_asked_for_will_do(tmp_path):
    asked = [re.match(r"([\w-]+)>=([\w.]+)", line) for line in declared()[""]]
    oldest = [f"{name}=={version}" for name, version in map(re.Match.groups, asked)]

    begins(installed(supported()[-1], oldest, tmp_path), tmp_path)


def begins(stranger: Stranger, folder: Path) -> None:
    """Do what a learner does first."""
    stranger("learn", "init", "my-course", cwd=folder)
    here = folder / "my-course"
    (here / "answers.json").write_text("{}")

    stranger("learn", "show", "ex04", cwd=here)
    judged = stranger("learn", "check", "ex01", "--json", cwd=here, code=1)
    doctor = json.loads(stranger("learn", "doctor", "--json", cwd=here).stdout)
    stranger("learn", "check", "ex09", cwd=here, code=1)  # which draws
    stranger(
        "learn", "quiz", "one_neuron", "--answers", "answers.json", cwd=here, code=1
    )
    stranger("learn", "review", cwd=here)
    stranger("learn", "report", cwd=here)

    found = json.loads(judged.stdout)
    assert found["status"] == "failed"
    assert found["checks"]
    assert doctor["level"] in ("full", "strong")
    assert all(doctor["promises"].values())


def test_a_class_gets_the_grades_there_that_it_gets_here(stranger, tmp_path):
    handed_in = tmp_path / "handed-in"
    for number, folder in enumerate(sorted((TOY / "reference").glob("ex*"))):
        name = folder.name.partition("_")[2]
        works = [folder / "solution.py", *sorted((folder / "wrong").glob("*.py"))]
        for source in works if number == 0 else works[:1]:
            student = handed_in / source.stem / folder.name
            student.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, student / f"{name}.py")
    grade = ("--course", TOY, "grade", handed_in, "--out")

    stranger("learn", *grade, "there", cwd=tmp_path)
    subprocess.run(
        [sys.executable, "-m", "grader", *grade, "here"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip

    there, here = (_told(tmp_path / place) for place in ("there", "here"))
    assert len(here) > 3
    assert there == here


def _told(folder: Path) -> list[dict[str, object]]:
    """What the verdicts are, who gets what, and what is said of each mistake."""
    with (folder / "grades.csv").open(newline="") as stream:
        rows: list[dict[str, object]] = [dict(row) for row in csv.DictReader(stream)]
    for line in (folder / "results.jsonl").read_text("utf-8").splitlines():
        result = json.loads(line)
        rows.append(
            {key: result[key] for key in ("student", "exercise", "status", "score")}
            | {
                "checks": [
                    (c["id"], c["verdict"], c["message"], c["misconception"])
                    for c in result["checks"]
                ],
            }
        )
    return sorted(rows, key=str)
