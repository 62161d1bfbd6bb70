"""Shell completion, in the shells themselves: somebody types and presses Tab."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import environment
from tests.terminal import Terminal

SHELLS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "--no-rcs", "-i"],
    "fish": ["fish", "--no-config", "--interactive"],
}
BEGIN = {
    "bash": 'PS1="$ "; eval "$(learn completion bash)"',
    "zsh": (
        'PS1="$ "; autoload -Uz compinit; compinit -D; '
        'eval "$(learn completion zsh)"; zstyle ":completion:*" menu no'
    ),
    "fish": "function fish_prompt; echo '$ '; end; learn completion fish | source",
}
"""What a person writes into the shell's start-up file, and a prompt to wait for."""

TABS = {"bash": 2, "zsh": 1, "fish": 1}
"""How often Tab is pressed to see all names where there are several."""

READY = "re''ady"
"""As it is typed; a shell that runs it says it without the quotes."""


def found(shell: str) -> str:
    program = shutil.which(shell)
    if program is None:
        if os.environ.get("LEARN_NEEDS_SHELLS") == "1":
            pytest.fail(f"needs {shell}")
        pytest.skip(f"needs {shell}")
    return program


@pytest.fixture
def typing(shell: str, toy_copy: Path, tmp_path: Path) -> Iterator[Terminal]:
    """Give a shell in a copy of the toy course that has read the completion script."""
    program = found(shell)
    script = tmp_path / "bin" / "learn"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m grader "$@"\n')
    script.chmod(0o755)
    (tmp_path / "home").mkdir()
    env = environment(
        HOME=str(tmp_path / "home"), TERM="xterm",
        PATH=f"{script.parent}{os.pathsep}{os.environ['PATH']}",
    )  # fmt: skip
    made = Terminal([program, *SHELLS[shell][1:]], cwd=toy_copy, env=env)
    try:
        made.send(f"{BEGIN[shell]}\r")
        made.send(f"echo {READY}\r")
        made.until(lambda text: "\nready" in text)
        yield made
    finally:
        made.close()


@pytest.mark.parametrize("shell", SHELLS)
def test_a_name_is_completed_at_the_press_of_tab(typing, shell):
    typing.send("learn chec\t")
    typing.until("learn check")
    typing.send("ex0" + "\t" * TABS[shell])

    shown = typing.until(lambda text: "ex03" in text)

    assert all(f"ex0{n}" in shown for n in (1, 2, 3))
