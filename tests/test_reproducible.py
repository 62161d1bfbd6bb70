"""The same sources make the same packages, whoever builds them, where and when."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.strangers import laid_out, tracked

NEEDED = ("grader", "exercises", "quizzes", "pyproject.toml", "README.md", "LICENSE",
          "CHANGELOG.md", ".gitignore")  # fmt: skip

HERE = {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"}
ELSEWHERE = {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4321"}
YEARS_AGO = 1_234_567_890


def copied(to: Path, **how: int) -> Path:
    """Lay out what packages are made from, and nothing else."""
    return laid_out(tracked(*NEEDED), to, **how)


def built(
    source: Path, out: Path, env: Mapping[str, str], *targets: str, umask: int = 0o022
) -> dict[str, bytes]:
    """Build packages from a folder; give their names and bytes."""
    kept = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    chosen = [part for target in targets for part in ("-t", target)]
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", out, *chosen],
        cwd=source, env=kept | dict(env), umask=umask, check=True, capture_output=True,
    )  # fmt: skip
    return {file.name: file.read_bytes() for file in sorted(out.iterdir())}


@pytest.fixture(scope="module")
def packages(tmp_path_factory) -> dict[str, bytes]:
    """Wheel and sdist of the tracked files."""
    base = tmp_path_factory.mktemp("one")
    return built(copied(base / "source"), base / "dist", HERE)


@pytest.mark.parametrize("epoch", [None, "1700000000"])
def test_two_people_build_the_same_bytes(packages, tmp_path, epoch):
    # A builder of a distribution says when: the files then carry that time.
    when = {"SOURCE_DATE_EPOCH": epoch} if epoch else {}
    one = packages
    if epoch:
        one = built(copied(tmp_path / "source"), tmp_path / "one", HERE | when)
        assert one != packages
    other = copied(tmp_path / "ein anderer Platz", changed_s=YEARS_AGO, umask=0o077)

    again = built(other, tmp_path / "two", ELSEWHERE | when, umask=0o077)

    assert {Path(name).suffix for name in one} == {".gz", ".whl"}
    assert list(again) == list(one)
    for name, content in one.items():
        assert again[name] == content, name


def test_the_source_package_makes_the_wheel_that_the_checkout_makes(packages, tmp_path):
    (sdist,) = (name for name in packages if name.endswith(".tar.gz"))
    (wheel,) = (name for name in packages if name.endswith(".whl"))
    (tmp_path / sdist).write_bytes(packages[sdist])
    with tarfile.open(tmp_path / sdist) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (source,) = (tmp_path / "unpacked").iterdir()

    assert built(source, tmp_path / "dist", HERE, "wheel") == {wheel: packages[wheel]}


def test_what_git_ignores_is_left_out_and_what_it_keeps_is_in(packages, tmp_path):
    source = copied(tmp_path / "source")
    for stray in ("exercises/.learn/progress.db", "quizzes/__pycache__/a.pyc",
                  "grader/build/old.py", "learn-explorers/index.html"):  # fmt: skip
        (source / stray).parent.mkdir(parents=True, exist_ok=True)
        (source / stray).write_text("mine")

    again = built(source, tmp_path / "dist", HERE)

    assert again == packages
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        shipped = {n for n in archive.namelist() if ".dist-info/" not in n}
    course = ("exercises/", "quizzes/")
    assert shipped == {
        f"grader/_course/{name}" if name.startswith(course) else name
        for name in tracked(*NEEDED)
        if name.startswith((*course, "grader/"))
    }
