"""``python -m grader.cli.autorun ROOT``: what ``run_autograder`` of a zip of ours runs.

Writes ``ROOT/results/results.json`` whole, or leaves what stands there.  What it
prints goes to Gradescope's log, which staff alone see.
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path


def main(root: Path) -> int:
    """Grade the submission below `root`; 0, or 3 where the fault is ours."""
    import click
    import msgspec

    from grader.classroom.exports.autorun import graded
    from grader.classroom.exports.gradescope import our_fault
    from grader.errors import LearnError

    code = 0
    try:
        made = graded(root)
    except LearnError as error:
        click.echo(str(error), err=True)
        made, code = our_fault(error.what), 3
    except Exception as error:  # noqa: BLE001  (staff see it, and the student that it is not theirs)
        traceback.print_exception(error)
        made, code = our_fault(f"{type(error).__name__} in the grader."), 3
    file = root / "results" / "results.json"
    beside = file.with_name(".results.json.unfinished")
    beside.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=2))
    beside.replace(file)
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
