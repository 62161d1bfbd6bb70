"""An ``autograder.zip`` that runs `learn` inside Gradescope's layout.

It carries this very platform, the versions of what it needs, and the instructor
pack of the chosen exercises.  Gradescope unpacks it to ``/autograder/source``, runs
``setup.sh`` once and ``run_autograder`` for every submission.
"""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

import grader
from grader import __version__
from grader.archives import zipped
from grader.classroom.exports.gradescope import OUR_FAULT, Visibility
from grader.course import Course
from grader.errors import CourseError
from grader.model import Exercise, Policies
from grader.regression import folders

SCHEMA = "learn.autograder/1"
CONFIG = "learn-autograder.json"
_NEEDED = "click fsrs markdown_it matplotlib msgspec numpy pytest yaml"


class Config(msgspec.Struct, frozen=True, kw_only=True, tag=SCHEMA, tag_field="schema"):
    """What the autograder was told when it was made."""

    exercises: tuple[str, ...]
    policies: Policies
    hidden: Visibility
    seed: int
    weak: bool
    version: str


def autograder_zip(
    course: Course,
    exercises: Sequence[Exercise],
    policies: Policies,
    *,
    hidden: Visibility = "after_published",
    seed: int = 0,
    weak: bool = False,
) -> bytes:
    """Make the zip; the same course gives the same bytes.

    Parameters
    ----------
    exercises : sequence of Exercise
        Those that the assignment asks for.
    policies : Policies
        Points, lateness and caps; the due date is Gradescope's.
    seed : int
        The grading seed; it is in the zip and never in a result that students see.
    weak : bool
        Whether to grade where isolation is below ``strong``.

    Raises
    ------
    CourseError
        When an exercise has no hidden checks here: there is nothing to grade with.
    """
    for exercise in exercises:
        if exercise.hidden_checks is None or not exercise.hidden_checks.is_file():
            raise CourseError(
                f"{exercise.id} has no hidden checks here",
                where=str(course.root),
                fix="make the autograder where the instructor pack is: reference/",
            )
    config = Config(
        exercises=tuple(exercise.id for exercise in exercises),
        policies=policies, hidden=hidden, seed=seed, weak=weak, version=__version__,
    )  # fmt: skip
    body = msgspec.json.format(msgspec.json.encode(config), indent=2) + b"\n"
    pinned, ranges = _requirements()
    files = {
        "setup.sh": SETUP.encode(),
        "run_autograder": RUN.replace("@FALLBACK@", _fallback()).encode(),
        CONFIG: body,
        "requirements.txt": pinned.encode(),
        "requirements-ranges.txt": ranges.encode(),
        **{f"platform/{name}": file.read_bytes() for name, file in _platform()},
        **{
            f"course/{name}": file.read_bytes()
            for name, file in _pack(course, exercises)
        },
    }
    return zipped(files, scripts=("setup.sh", "run_autograder"))


def _platform() -> Iterator[tuple[str, Path]]:
    """Give the files of this package, the public course aside."""
    package = Path(grader.__file__).parent
    for file in _files(package):
        if file.relative_to(package).parts[0] != "_course":
            yield f"grader/{file.relative_to(package).as_posix()}", file


def _pack(course: Course, exercises: Iterable[Exercise]) -> Iterator[tuple[str, Path]]:
    yield "exercises/course.yaml", course.root / "exercises" / "course.yaml"
    for exercise in exercises:
        for folder in folders(exercise):
            for file in _files(folder):
                yield file.relative_to(course.root).as_posix(), file


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        cached = "__pycache__" in file.parts or file.suffix == ".pyc"
        if file.is_file() and not cached:
            yield file


def _requirements() -> tuple[str, str]:
    """Give what the platform needs: in the versions that are here, and in ranges."""
    pinned, ranges = [], []
    for written in importlib.metadata.requires("learn-grader") or []:
        if "extra ==" in written:
            continue
        name = re.match(r"[\w.-]+", written)
        assert name is not None
        ranges.append(written)
        pinned.append(f"{name[0]}=={importlib.metadata.version(name[0])}")
    return "\n".join(pinned) + "\n", "\n".join(ranges) + "\n"


def _fallback() -> str:
    """Give the ``results.json`` that stands until there is a real one."""
    said = (
        f"{OUR_FAULT}\n\nThe grader did not come to an end. Staff: either setup.sh "
        "failed (see the build's output), or the run was stopped (time limit, memory)."
    )
    body = {
        "score": 0.0, "output": said, "output_format": "text", "visibility": "visible",
        "stdout_visibility": "hidden", "tests": [],
        "extra_data": {"learn": {"schema": "learn.gradescope/1", "fault": "grader"}},
    }  # fmt: skip
    return msgspec.json.encode(body).decode()


SETUP = f"""\
#!/usr/bin/env bash
# Installs what learn needs. Gradescope runs it once, when it builds the image.
set -euo pipefail
root="${{LEARN_AUTOGRADER_ROOT:-/autograder}}"
source="$root/source"
needed="{_NEEDED}"

new_enough() {{
  command -v "$1" >/dev/null &&
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}}
complete() {{
  "$1" -c 'import importlib, sys; [importlib.import_module(n) for n in sys.argv[1:]]' \\
    $needed >/dev/null 2>&1
}}
find_python() {{
  python=""
  for name in python3 python3.13 python3.12 python3.11; do
    if new_enough "$name"; then python="$(command -v "$name")"; return; fi
  done
}}

find_python
if [ -z "$python" ]; then
  # Ubuntu 22.04 has 3.11 beside its own 3.10; later ones are new enough.
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  apt-get install -y python3.11 python3.11-venv
  find_python
fi
if ! complete "$python"; then
  if ! "$python" -m venv "$root/venv"; then
    apt-get update
    apt-get install -y python3-venv
    "$python" -m venv "$root/venv"
  fi
  python="$root/venv/bin/python"
  "$python" -m pip install --quiet -r "$source/requirements.txt" ||
    "$python" -m pip install --quiet -r "$source/requirements-ranges.txt"
fi
complete "$python"
printf '%s\\n' "$python" > "$source/python.path"
"""

RUN = """\
#!/usr/bin/env bash
# Grades one submission. Whatever happens, results.json is valid and says whose fault.
root="${LEARN_AUTOGRADER_ROOT:-/autograder}"
mkdir -p "$root/results"
cat > "$root/results/results.json" <<'RESULTS'
@FALLBACK@
RESULTS
python="$(cat "$root/source/python.path" 2>/dev/null)"
if [ -z "$python" ]; then
  echo "setup.sh did not finish: there is no Python to grade with" >&2
  exit 0
fi
cd "$root" || exit 0
env -u PYTHONHOME -u PYTHONSTARTUP PYTHONSAFEPATH=1 PYTHONDONTWRITEBYTECODE=1 \\
  PYTHONPATH="$root/source/platform" "$python" -m grader.cli.autorun "$root"
exit 0
"""
