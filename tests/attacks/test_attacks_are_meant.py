"""An attack that says when it got through does get through where nothing holds it.

So that what `test_cannot.py` finds held is held, and not only said wrong.
"""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.judging import ATTACKS, GOT_THROUGH, Attack
from tests.full import FULL

ROOT = Path(__file__).parents[2]
SAYING = [a for a in ATTACKS if f'{GOT_THROUGH}("got through")'.encode() in a.source]
# No process that they could kill, no file that they could change, no name, no network.
APART = ["unshare", "-pfmiun", "--kill-child", "--mount-proc", "sh", "-c",
         'mount -t tmpfs none /tmp && mount -t tmpfs none /dev/shm && exec "$@"', "sh"]  # fmt: skip


@functools.cache
def can_be_apart() -> bool:
    if os.name != "posix" or os.geteuid() != 0:
        return False
    try:
        return subprocess.run([*APART, "true"], check=False).returncode == 0
    except OSError:
        return False


def functions(attack: Attack) -> list[str]:
    """The functions of an attack, but for those that no machine should be asked for."""
    named = [
        f
        for f in ("scale", "total", "walk", "label")
        if f"def {f}(".encode() in attack.source
    ]
    unwanted = {"change_the_machine": "walk"}  # it sets the clock
    return [f for f in named if unwanted.get(attack.name) != f]


@pytest.mark.parametrize(
    "attack", SAYING if FULL else [], ids=lambda attack: attack.name
)
def test_it_gets_through_where_nothing_holds_it(attack):
    if not can_be_apart():
        pytest.skip("it needs root, and namespaces of its own")
    command = [sys.executable, "-m", "tests.attacks.unjailed", attack.name]

    ran = subprocess.run(
        [*APART, *command, *functions(attack)], cwd=ROOT, capture_output=True,
        timeout=120, check=True, env={"PATH": "/usr/bin:/bin", "HOME": "/root"}, text=True,
    )  # fmt: skip

    assert GOT_THROUGH in ran.stdout, ran.stdout
