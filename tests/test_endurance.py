"""After many submissions the process that judged them holds what it held before."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.full import times

ROOT = Path(__file__).parent.parent
MIB = 1 << 20
IN_BYTES = ("memory", "with_spare", "served")
WARM = 40
"""After so many everything that is kept is there: each kind has come twice."""

# A process of its own: this one holds what other tests left.
PROGRAM = """
import json, os, sys, tempfile
from pathlib import Path
from benchmarks.endurance import endure
from grader.course import Course

with tempfile.TemporaryDirectory() as folder:
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    marks = (int(sys.argv[2]),)
    done = endure(Course(Path(sys.argv[1])), int(sys.argv[3]), marks, Path(folder))
held = {n: h._asdict() for n, h in done.held.items()}
scores = {name: [[*key] for key in found] for name, found in done.scores.items()}
print(json.dumps({"held": held, "scores": scores}))
"""


def test_nothing_is_left_of_many_submissions(toy):

    count = times(2_000, 150)
    command = [sys.executable, "-c", PROGRAM, str(toy.root), str(WARM), str(count)]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=1800)

    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    found = json.loads(ran.stdout)
    before, after = found["held"][str(WARM)], found["held"][str(count)]
    grown = {name: after.pop(name) - before.pop(name) for name in IN_BYTES}
    assert after == before
    assert max(grown["memory"], grown["served"]) < 2 * MIB
    # Whatever came before it, each is judged as it was the first time.
    assert {name: len(kinds) for name, kinds in found["scores"].items()} == (
        dict.fromkeys(found["scores"], 1)
    )
    scores = {name: kinds[0] for name, kinds in found["scores"].items()}
    assert scores["solution"][0] == scores["loops"][0] == "passed"
    hostile = ("crashes", "hangs", "floods", "hoards", "forks", "leaves_a_daemon")
    assert {scores[name][0] for name in hostile} == {"failed"}
