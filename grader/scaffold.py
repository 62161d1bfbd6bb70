"""Write a new exercise that already proves itself, to be replaced piece by piece."""

from __future__ import annotations

import json
import keyword
from pathlib import Path

from grader.course import FOLDER, Course
from grader.errors import LearnError

_FILES = {
    "exercises/{slug}/exercise.yaml": """\
title: {quoted}
unit: {unit}
position: {position}
difficulty: 1
points: 3
minutes: 15
concepts: [{concept}]
functions:
  {name}:
    args: {{x: {{kind: array, shape: [n]}}}}
    returns: {{kind: array, shape: [n]}}
hints:
  {name}:
    - What does one entry of the result depend on?
    - NumPy multiplies every entry of an array at once.
    - "return 2 * np.asarray(x)"
misconceptions:
  {name}_squared: The entries are squared; twice a number is the number plus itself.
""",
    "exercises/{slug}/README.md": """\
# {title}

Say in two sentences what this builds and why it matters.

```python
{name}(x: array of shape (n,)) -> array of shape (n,)
```

Return twice every entry of `x`.

## Out of scope

Inputs that are not numbers.
""",
    "exercises/{slug}/{name}.py": '''\
"""{id}: edit this file, then `learn check {id}`."""

import numpy as np


def {name}(x: np.ndarray) -> np.ndarray:
    """Return twice every entry.

    Parameters
    ----------
    x : ndarray of shape (n,)

    Returns
    -------
    ndarray of shape (n,)
    """
    raise NotImplementedError("write {name}")
''',
    "exercises/{slug}/test_public.py": '''\
"""Public checks: learners may read these."""

from grader.checks import close, points


@points(1)
def test_worked_case(submission):
    """A case worked by hand"""
    close(submission.{name}([1.0, 3.0]), [2.0, 6.0])
''',
    "reference/{slug}/solution.py": '''\
"""Reference for {id}."""

import numpy as np


def {name}(x: np.ndarray) -> np.ndarray:
    """Return twice every entry.

    Parameters
    ----------
    x : ndarray of shape (n,)

    Returns
    -------
    ndarray of shape (n,)
    """
    return 2 * np.asarray(x)
''',
    "reference/{slug}/test_hidden.py": '''\
"""Hidden checks. Oracle: a law, with inputs drawn anew for each seed."""

from grader.checks import close, needs, points


@points(2)
@needs("worked_case")
def test_twice_is_the_sum_with_itself(submission, rng):
    """Twice a number is the number added to itself"""
    x = rng.normal(size=5)
    close(submission.{name}(x), x + x)
''',
    "reference/{slug}/right/loops.py": '''\
"""Right: an explicit loop."""


def {name}(x):
    return [entry + entry for entry in x]
''',
    "reference/{slug}/right/helper.py": '''\
"""Right: a helper function, and a print that does no harm."""

import numpy as np


def _scaled(x, factor):
    return np.multiply(x, factor)


def {name}(x):
    result = _scaled(x, 2.0)
    print("doubled:", result)
    return result
''',
    "reference/{slug}/wrong/{name}_squared.py": '''\
"""Wrong: squares the entries."""

import numpy as np


def {name}(x):
    return np.asarray(x) ** 2
''',
}

_CONFTEST = '''\
"""Lets `pytest reference/exNN_name --submission FILE` run a hidden grader."""

from grader.judge.author import (  # noqa: F401  (pytest finds them by name)
    learn_sandbox,
    pytest_addoption,
    rng,
    submission,
)
'''


def scaffold(course: Course, slug: str, title: str | None = None) -> list[Path]:
    """Write the files of a new exercise.

    Parameters
    ----------
    slug : str
        The folder's name, ``exNN_name``.
    title : str, optional
        Default: from the name.

    Returns
    -------
    list of Path
        What was written, relative to the course.

    Raises
    ------
    LearnError
        When the name is none, or its id is taken; nothing is written then.
    """
    match = FOLDER.fullmatch(slug)
    if not match or keyword.iskeyword(match["name"]):
        raise LearnError(
            f"{slug!r} is no name for an exercise",
            fix="use exNN_name, lower case, e.g. ex07_dense_layer",
        )
    taken = course.folders.get(match["id"])
    if taken is not None:
        raise LearnError(
            f"{match['id']} exists already",
            where=str(taken),
            fix="take the next number",
        )
    if not course.file.units or not course.file.concepts:
        raise LearnError(
            "the course has no unit or no concept yet",
            where=str(course.root / "exercises" / "course.yaml"),
            fix="add one of each",
        )
    shown = title or match["name"].replace("_", " ").capitalize()
    words = {
        "slug": slug,
        "id": match["id"],
        "name": match["name"],
        "title": shown,
        "quoted": json.dumps(shown),  # JSON is YAML, whatever stands in it
        "unit": course.file.units[-1].id,
        "concept": course.file.concepts[-1].id,
        "position": 1 + max((e.spec.position for e in course.exercises()), default=0),
    }
    for path in _FILES:
        if (course.root / path.format(**words)).exists():
            raise LearnError(
                "there is already such a file",
                where=path.format(**words),
                fix="move it away, or take another name; nothing was written",
            )
    written = []
    for path, text in _FILES.items():
        written.append(_write(course.root, path.format(**words), text.format(**words)))
    if not (course.root / "reference" / "conftest.py").exists():
        written.append(_write(course.root, "reference/conftest.py", _CONFTEST))
    return written


def _write(root: Path, path: str, text: str) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return Path(path)
