"""Judge attacks on the secrets in one process, on a kind of machine that is simulated.

    python -m tests.attacks.judge_all CONDITION [--user UID] [--attacks NAME,NAME...]

CONDITION is one of `tests.attacks.conditions.CONDITIONS`; UID is an ordinary user
to become, for whom root starts this.  Prints as JSON lines the machine, what each
attack came to, with the right solution judged after it, and at the end what is left.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from grader.judge import Judge
from grader.sandbox import host
from grader.sandbox.host import Sandbox
from tests.attacks.conditions import (
    CONDITIONS,
    NET_MIB,
    Condition,
    adopt_orphans,
    become,
    contain,
    falls,
    own_folders,
)
from tests.attacks.judging import (
    ATTACKS,
    PATIENT,
    SOLUTION,
    Attack,
    breaches,
    write_course,
)
from tests.sandbox.denied import deny

UNSAFE = 78
SETTLE_S = 5.0


def descriptors() -> list[int]:
    """Which descriptors are open; asked without /proc."""
    found = []
    for fd in range(256):
        with contextlib.suppress(OSError):
            os.fstat(fd)
            found.append(fd)
    return found


def running() -> int:
    """How many processes run in this pid namespace, without those that have ended."""
    count = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            count += entry.read_text().rpartition(")")[2].split()[0] not in "ZX"
    return count


def at_rest() -> int:
    """How many processes run when what has been killed is gone."""
    counts = []
    for _ in range(20):
        counts.append(running())
        time.sleep(0.01)
    return min(counts)


def settled(least: int) -> int:
    """Wait until no more than so many processes run; return how many do."""
    deadline = time.monotonic() + SETTLE_S
    while (count := running()) > least and time.monotonic() < deadline:
        time.sleep(0.005)
    return count


def children_left() -> bool:
    """Wait for the end of every child, adopted ones too; say whether any lives on."""
    deadline = time.monotonic() + SETTLE_S
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return False
        if pid == 0:
            if time.monotonic() > deadline:
                return True
            time.sleep(0.005)


def files() -> list[str]:
    """Every file in the folders that anybody may write to and that are ours alone."""
    return sorted({str(path) for top in own_folders() for path in Path(top).rglob("*")})


def judge_each(
    judge: Judge,
    condition: Condition,
    attacks: list[Attack],
    root: Path,
    *,
    contained: bool,
) -> Iterator[dict[str, object]]:
    """Judge each attack, and the right solution after it."""
    count = contained and condition.proc
    usual = at_rest() if count else 0
    for attack in attacks:
        # One that is known to succeed here has the time for it.
        limits = PATIENT if falls(attack.name, condition) else None
        result = judge.judge(attack.aimed(root), limits=limits)
        after = judge.judge(SOLUTION.encode(), limits=PATIENT)
        verdicts = collections.Counter(c.verdict.value for c in result.checks)
        said = breaches(attack, result, after)
        if count and settled(usual) > usual:
            said.append("its processes go on running")
        yield {
            "name": attack.name,
            "score": result.score,
            "honest": attack.earns,
            "verdicts": dict(sorted(verdicts.items())),
            "breaches": said,
            "after": after.score,
            "level": result.protection.level,
        }


def tell(**line: object) -> None:
    print(json.dumps(line), flush=True)


def judge_all(condition: Condition, attacks: list[Attack], *, contained: bool) -> None:
    files_before = files() if contained else []
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # a worker of another user could read it
        course = write_course(Path(folder))
        with Sandbox() as sandbox:
            judge = Judge(course.exercise("ex01"), sandbox)
            first = judge.judge(SOLUTION.encode(), limits=PATIENT)
            missing = [m.partition(":")[0] for m in first.protection.missing]
            tell(
                uid=os.geteuid(),
                contained=contained,
                level=first.protection.level,
                missing=list(first.protection.missing),
                score=first.score,
            )
            if not contained and {"namespaces", "seccomp"} <= set(missing):
                sys.exit(UNSAFE)
            fds = descriptors()
            for line in judge_each(
                judge, condition, attacks, course.root, contained=contained
            ):
                tell(**line)
            fds_after = descriptors()
            judge.close()
    tell(
        left={
            "processes": children_left(),
            "descriptors": sorted(set(fds_after) - set(fds)),
            "files": sorted(set(files()) - set(files_before)) if contained else [],
        }
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("condition", choices=CONDITIONS)
    parser.add_argument("--user", type=int)
    parser.add_argument("--attacks", default="")
    asked = parser.parse_args()
    condition = CONDITIONS[asked.condition]
    names = asked.attacks.split(",") if asked.attacks else [a.name for a in ATTACKS]
    known = {attack.name: attack for attack in ATTACKS}
    attacks = [known[name] for name in names]

    contained = contain(proc=condition.proc)
    if not contained and not condition.proc:
        sys.exit(UNSAFE)
    become(asked.user)
    adopt_orphans()
    if "rlimits" in condition.refused:
        # An attack on memory is to meet no limit of ours, not to take the machine.
        resource.setrlimit(resource.RLIMIT_AS, (NET_MIB << 20, NET_MIB << 20))
    deny(*condition.refused)
    host.START_S = 60.0
    judge_all(condition, attacks, contained=contained)


if __name__ == "__main__":
    main()
