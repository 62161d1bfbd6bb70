"""Prove several exercises at once, each in a process of its own.

Processes and no threads: an isolated Python ends with the thread that made it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import click

from grader.cli.main import App

if TYPE_CHECKING:
    from grader.model import Exercise
    from grader.proof import Proof


def default_jobs() -> int:
    """One more than there are processors: junk that hangs is only waited for."""
    return (os.cpu_count() or 1) + 1


def proofs(
    app: App, chosen: list[Exercise], seeds: tuple[int, ...], jobs: int
) -> Iterator[Proof]:
    """Prove exercises in order; at most `jobs` of them at a time.

    Raises
    ------
    CourseError
        When one has no reference folder.
    """
    jobs = min(jobs, len(chosen))
    return _apart(app, chosen, seeds, jobs) if jobs > 1 else _here(app, chosen, seeds)


def _here(app: App, chosen: list[Exercise], seeds: tuple[int, ...]) -> Iterator[Proof]:
    from grader import proof
    from grader.sandbox.host import Sandbox

    with Sandbox(app.course.file.imports) as sandbox:
        for exercise in chosen:
            yield proof.prove(exercise, sandbox, seeds, app.out.note)


def _apart(
    app: App, chosen: list[Exercise], seeds: tuple[int, ...], jobs: int
) -> Iterator[Proof]:
    import msgspec

    from grader.proof import Proof

    running: set[subprocess.Popen[str]] = set()
    command = [
        sys.executable, "-P", "-m", "grader", "-q", "--course", str(app.course.root),
        "dev", "prove", "--json", *(f"--seed={seed}" for seed in seeds),
    ]  # fmt: skip

    def one(exercise: Exercise) -> Proof:
        app.out.note(f"{exercise.id}: seeds {', '.join(map(str, seeds))}")
        process = subprocess.Popen(  # noqa: S603  (this program, on exercises that were found)
            [*command, exercise.id],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        running.add(process)
        written, said = process.communicate()
        running.discard(process)
        if not written:
            # It has said by itself why there is nothing to read.
            click.echo(said, nl=False, err=True)
            raise click.exceptions.Exit(process.returncode or 3)
        return msgspec.json.decode(written, type=Proof)

    with ThreadPoolExecutor(jobs) as pool:
        try:
            yield from pool.map(one, chosen)
        finally:
            for process in tuple(running):
                process.terminate()
