"""Right submissions that are written in odd ways get full marks, at every level alike.

What is odd about each stands in its docstring.  Where one needs what no submission has,
a single sentence says so.
"""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.full import FULL
from tests.honest.judge_honest import HONEST
from tests.sandbox.test_levels import (
    NOBODY,
    ROOT,
    environment,
    interpreter_of_nobody,
)

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the levels are made of Linux facilities"
)

LEVELS = {"full": "-", "strong": "namespaces"}
USERS = ("root", "nobody") if ROOT else ("nobody",)
CONDITIONS = (
    [(level, who) for level in LEVELS for who in USERS]
    if FULL
    else [("full", USERS[0]), ("strong", "nobody")]
)


@functools.cache
def judged(level: str, who: str) -> dict[str, Any]:
    """What every submission came to, judged in one process at this level."""
    command = [sys.executable, "-m", "tests.honest.judge_honest", LEVELS[level]]
    if who == "nobody" and ROOT:
        python = interpreter_of_nobody()
        if python is None:
            pytest.skip("no interpreter here that another user may run")
        command = [python, *command[1:], str(NOBODY)]
    done = subprocess.run(
        command, env=environment(), cwd=Path(__file__).parents[2], check=False,
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    if level == "full" and result["level"] != "full":
        pytest.skip(f"this machine gives protection level {result['level']}")
    assert result["level"] == level
    assert (result["uid"] == 0) == (who == "root")
    return result["found"]


@pytest.mark.parametrize(("level", "who"), CONDITIONS)
@pytest.mark.parametrize("one", HONEST, ids=lambda one: one.name)
def test_an_honest_submission_gets_full_marks(one, level, who):
    found = judged(level, who)[one.name]

    if one.told:
        assert found["said"][0] == one.told
        assert found["verdicts"] == ["errored"] + ["skipped"] * 6
    elif one.threads and level != "full":
        # The sentence for the first of its calls; what hangs on it is skipped.
        assert {said.partition("` ")[2] for said in found["said"] if "` " in said} == {
            "started a thread, and at protection level strong it has only one"
        }
    else:
        assert found["said"] == []
        assert found["verdicts"] == ["passed"] * 7
        assert (found["status"], found["score"]) == ("passed", 10.0)
        assert found["noticed"] == []


def test_there_are_enough_of_them():
    assert len([one for one in HONEST if not one.told]) >= 40
    assert [one.name for one in HONEST if not one.odd] == []
    assert len({one.source for one in HONEST}) == len(HONEST)
