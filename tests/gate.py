"""The one gate, run by `make test`, by CI and before a commit.

Each step must pass; the first that does not ends the run with its exit code.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
FULL = os.environ.get("LEARN_FULL", "0") != "0"
BIN = Path(sys.executable).parent

# One more than there are processors: a test often waits for what it has stopped.
WORKERS = ("-n", str(min((os.cpu_count() or 1) + 1, 5)))

# A file's tests stay together: some build on what the file has made before.  The
# files come in the order of tests/conftest.py, the longest first.
BY_FILE = (*WORKERS, "--dist", "loadfile", "--no-loadscope-reorder")

# Each proof stands for itself, and one exercise takes ten times as long as another.
ONE_BY_ONE = (*WORKERS, "--dist", "worksteal")

TESTS = ("-m", "pytest", "-m", "not course", *BY_FILE)

# Watching every branch makes the tests take half as long again.
MEASURED = (
    ("old data", [BIN / "coverage", "erase"]),
    ("tests", [BIN / "coverage", "run", *TESTS]),
    ("combine", [BIN / "coverage", "combine", "--quiet"]),
    ("coverage", [BIN / "coverage", "report", "--skip-covered"]),
)

STEPS = (
    ("format", [BIN / "ruff", "format", "--check", "--quiet", "."]),
    ("lint", [BIN / "ruff", "check", "--quiet", "."]),
    ("types", [BIN / "mypy", "--no-error-summary"]),
    ("layers", [BIN / "lint-imports", "--no-cache"]),
    # A system may forbid Python to keep it, and hundreds of processes are started.
    ("bytecode", [sys.executable, "-m", "compileall", "-q", "grader"]),
    *(MEASURED if FULL else [("tests", [sys.executable, *TESTS])]),
    # Last, so that the closing line of the run counts the course's exercises.
    ("course proof", [sys.executable, "-m", "pytest", "-m", "course", *ONE_BY_ONE]),
)


def main() -> int:
    """Run every step; return the exit code of the first that fails."""
    for name, command in STEPS:
        started = time.monotonic()
        code = subprocess.run([str(part) for part in command], cwd=ROOT).returncode
        lasted = time.monotonic() - started
        state = "ok" if code == 0 else f"failed (exit {code})"
        print(f"== {name}: {state}, {lasted:.1f} s", flush=True)
        if code != 0:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
