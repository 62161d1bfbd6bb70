"""The learner guide, followed to the letter on a terminal, shows what it says."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import environment
from tests.full import FULL
from tests.pages import ROOT, Block, blocks
from tests.terminal import Terminal

PAGE = "docs/learner-guide.md"
STEPS = list(blocks(PAGE))

ELSEWHERE = {
    "python3 -m venv": "tests/test_stranger.py",
    ". .venv/bin/activate": "it changes the shell that it is typed into",
    "python -m pip install": "tests/test_stranger.py",
}


class Reader:
    """Somebody with the guide in one hand, and a terminal of 80 columns.

    Attributes
    ----------
    here : Path
        Where the shell is.
    screen : str
        What the last command left there.
    """

    def __init__(self, folder: Path) -> None:
        self.here, self.screen = folder, ""
        home = folder / "home"
        bin = folder / "bin"
        home.mkdir()
        bin.mkdir()
        script = bin / "learn"
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m grader "$@"\n')
        script.chmod(0o755)
        self._env = environment(
            HOME=str(home), BROWSER="true", NO_COLOR="1", TERM="xterm-256color",
            PATH=f"{bin}{os.pathsep}/usr/bin{os.pathsep}/bin", PYTHONPATH=str(ROOT),
        )  # fmt: skip

    def types(self, line: str, sample: str) -> None:
        """Type a command, and into it what a sample says was typed."""
        if any(line.startswith(begin) for begin in ELSEWHERE):
            return
        if line.startswith("cd "):
            self.here /= line.removeprefix("cd ")
            return
        terminal = Terminal(
            ["sh", "-c", f"exec {line}"],
            cwd=self.here,
            env=self._env,
            rows=60,
            kept=300,
        )
        try:
            for answer in re.findall(r"^Your answer: (.+)$", sample, re.M):
                terminal.until("Your answer:")
                terminal.send(answer + "\n")
                terminal.until(sample.rstrip().rpartition("\n")[2])
                terminal.send("\x03")
            code = terminal.ended()
            self.screen = terminal.text
        finally:
            terminal.close()
        assert code in (0, 1, 130), f"{line}: {self.screen}"

    def writes(self, block: Block) -> None:
        """Write a file, or change a line of it."""
        assert block.path is not None, block.name
        file = self.here / block.path
        assert file.is_file(), block.name
        if block.kind == "python":
            file.write_text(block.body)
            return
        text = file.read_text()
        for old, new in re.findall(r"^-(.*\n)\+(.*\n)", block.body, re.M):
            assert text.count(old) == 1, f"{block.name}: {old}"
            text = text.replace(old, new)
        file.write_text(text)


def same(text: str) -> str:
    """Leave out what is different each time."""
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "2026-11-22 10:00", text)
    return re.sub(r"of \d+ exercises done, 0 of \d+ points", "of N, 0 of N", text)


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
def test_what_a_learner_types_gives_what_the_guide_shows(tmp_path):
    reader = Reader(tmp_path)
    shutil.copy(kit(tmp_path) if FULL else __file__, tmp_path / "student-kit.zip")
    samples = 0

    for block, after in zip(STEPS, [*STEPS[1:], None], strict=True):
        sample = after.body if after and after.kind == "text" else ""
        if block.kind == "text":
            samples += 1
        elif block.path is not None:
            reader.writes(block)
        elif not block.kind:
            for line in block.commands:
                if wanted(line, sample):
                    reader.types(line.replace("student-kit", "../student-kit"), sample)
            if sample and wanted(block.commands[-1], sample):
                assert same(sample) in same(reader.screen), (
                    f"{block.name}: {reader.screen}"
                )

    assert samples >= 8


def wanted(line: str, sample: str) -> bool:
    """Whether a line is run: by default what others and the samples build on."""
    if FULL or line.startswith(("learn init", "cd ")):
        return True
    return bool(sample)


def kit(folder: Path) -> Path:
    """Make the kit of this very course."""
    from grader.cli.main import run

    out = folder / "release"
    assert run(["--course", str(ROOT), "release", "--out", str(out)]) == 0
    return out / "student-kit.zip"


def test_every_line_that_is_left_out_stands_in_the_guide():
    lines = [line for block in STEPS if not block.kind for line in block.commands]

    for begin in ELSEWHERE:
        assert any(line.startswith(begin) for line in lines), begin
