"""Every attack on every kind of machine, as root and as an ordinary user."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tests.attacks.conditions import CONDITIONS, falls
from tests.attacks.judge_all import UNSAFE
from tests.attacks.judging import DOES_IT
from tests.sandbox.test_levels import ROOT, environment, interpreter_of_nobody

ORDINARY = 54321
"""A user who owns nothing, and of whom nothing else runs."""

WHO = ("root", "user")
ME = "root" if ROOT else "user"


class NotHere(Exception):
    """This machine cannot be made into that kind; says why."""


class Ran(NamedTuple):
    """What one process that judges attacks has printed."""

    machine: dict[str, Any]
    attacks: dict[str, dict[str, Any]]
    left: dict[str, Any]

    def surprises(self, condition: str) -> dict[str, list[str]]:
        """Which attacks do there what is not known of them, and what they do."""
        found = {}
        for name, line in self.attacks.items():
            known = [DOES_IT] if falls(name, CONDITIONS[condition]) else []
            if line["breaches"] != known:
                found[name] = line["breaches"] or ["another layer stops it too"]
        return found


def judge_on(condition: str, who: str, names: list[str]) -> Ran:
    """Judge attacks on a kind of machine.

    Raises
    ------
    NotHere
        Where that cannot be tried.
    """
    command = ["-m", "tests.attacks.judge_all", condition, "--attacks", ",".join(names)]
    python: str | None = sys.executable
    if who == "user" and ROOT:
        python = interpreter_of_nobody()
        command += ["--user", str(ORDINARY)]
    if who == "root" and not ROOT:
        raise NotHere("only root can try what root does")
    if python is None:
        raise NotHere("no interpreter here that another user may run")
    there = environment()
    there["PYTHONPATH"] += os.pathsep + str(Path(__file__).parents[2])
    done = subprocess.run(
        [python, *command], env=there, cwd="/", stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    if done.returncode == UNSAFE:
        raise NotHere("not to be tried where no namespace contains it")
    assert done.returncode == 0, done.stderr
    machine, *attacks, left = [json.loads(line) for line in done.stdout.splitlines()]
    return Ran(machine, {line["name"]: line for line in attacks}, left["left"])
