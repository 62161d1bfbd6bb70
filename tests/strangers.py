"""Somebody with an environment and a home of their own, and nothing of this checkout."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


class Stranger:
    """Runs commands with nothing on the path but what `pip install` put there.

    Parameters
    ----------
    home : Path
        The home; made if it is not there.
    python : Path
        The Python of the environment.
    """

    def __init__(self, home: Path, python: Path) -> None:
        self.home, self.bin = home, python.parent
        self.env = {
            "HOME": str(home), "PATH": f"{self.bin}:/usr/bin:/bin",
            "LANG": "C.UTF-8", "BROWSER": "true", "TERM": "xterm",
        }  # fmt: skip
        home.mkdir(exist_ok=True)

    def __call__(
        self, *command: str | Path, cwd: Path, code: int = 0
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [str(part) for part in command], cwd=cwd, env=self.env, text=True,
            stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == code, (command, done.stdout[-2000:], done.stderr)
        assert "Traceback" not in done.stderr, done.stderr
        return done


def for_pip(**more: str) -> dict[str, str]:
    """Where pip finds packages is this machine's business, so its settings stay."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV"))}
    return kept | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"} | more


def declared() -> dict[str, list[str]]:
    """What the package asks for: without an extra under "", and by extra."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)["project"]
    return {"": project["dependencies"], **project["optional-dependencies"]}


def build(source: Path, out: Path, *targets: str) -> dict[str, Path]:
    """Build packages; give the files by their suffix."""
    chosen = [part for target in targets for part in ("-t", target)]
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", out, *chosen],
        cwd=source, check=True, capture_output=True,
    )  # fmt: skip
    return {file.suffix: file for file in out.iterdir()}


@functools.cache
def tracked(*folders: str) -> tuple[str, ...]:
    """The files that git keeps, in some folders or everywhere: what a clone holds."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("needs a checkout of git: only that says what is tracked")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *folders],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return tuple(name for name in listed.stdout.split("\0") if (ROOT / name).is_file())


def laid_out(
    names: Sequence[str], to: Path, *, changed_s: int | None = None, umask: int = 0o022
) -> Path:
    """Copy files of this checkout into a folder, as a clone with that umask does."""
    before = os.umask(umask)
    try:
        for name in names:
            target = to / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
            if changed_s is not None:
                os.utime(target, (changed_s, changed_s))
    finally:
        os.umask(before)
    return to
