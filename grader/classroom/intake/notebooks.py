"""Have a notebook read in a confined worker, and tell its lines again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from grader.classroom.intake.nodes import Limits, Refused, too_large
from grader.model import Exercise
from grader.model import Limits as WorkerLimits
from grader.sandbox.host import Sandbox, WorkerGone, WorkerTimeout

READ_S = 10.0
_WORKER = WorkerLimits(call_s=READ_S, submission_s=READ_S, returned_mib=16)
_MARK = re.compile(rb"^# notebook cell (\d{1,6})$", re.M)


class Hung(Refused):
    """Reading took all the time that there is."""


class Extracted(NamedTuple):
    """Python source by exercise, and what could not be told."""

    sources: dict[str, bytes]
    problems: list[str]


class Notebooks:
    """Reads notebooks, each in a worker of its own.

    Parameters
    ----------
    exercises : iterable of Exercise
    sandbox : Sandbox, optional
        One is started when the first notebook comes, and closed with this.
    """

    def __init__(
        self, exercises: Iterable[Exercise], sandbox: Sandbox | None, limits: Limits
    ) -> None:
        self._asked = [
            {
                "id": e.id,
                "tags": sorted({e.id, e.slug, e.name}),
                "names": [*e.spec.functions, *e.spec.classes],
            }
            for e in exercises
        ]
        self._given = sandbox
        self._own: Sandbox | None = None
        self._limits = limits

    def __enter__(self) -> Notebooks:
        return self

    def __exit__(self, *_: object) -> None:
        if self._own is not None:
            self._own.close()

    def extract(self, notebook: bytes, only: str | None) -> Extracted:
        """Take the code of each exercise that a notebook holds.

        Parameters
        ----------
        notebook : bytes
        only : str, optional
            The exercise that its file is named after.

        Raises
        ------
        Refused
            When it cannot be read, or no exercise is in it.
        """
        worker = self._sandbox().spawn("a notebook", 0, _WORKER)
        request: dict[str, Any] = {
            "op": "notebook",
            "source": notebook,
            "exercises": self._asked,
            "only": only or "",
        }
        try:
            reply = worker.ask(request, READ_S)
        except WorkerTimeout:
            raise Hung("reading the notebook took too long") from None
        except WorkerGone as error:
            raise Refused(f"the notebook cannot be read: {error}") from None
        finally:
            worker.close()
        return self._checked(reply)

    def _sandbox(self) -> Sandbox:
        if self._given is None:
            self._given = self._own = Sandbox()
        return self._given

    def _checked(self, reply: dict[str, Any]) -> Extracted:
        """Take an answer for what it is: bytes from a process that read hostile text."""
        said = reply.get("refused")
        if type(said) is str:
            raise Refused(f"the notebook cannot be read: {said[:200]}")
        sources, unclear = reply.get("sources"), reply.get("open")
        if type(sources) is not dict or type(unclear) is not list:
            raise Refused(f"the notebook cannot be read{_cause(reply)}")
        ids = [str(asked["id"]) for asked in self._asked]
        found = {id: sources[id] for id in ids if type(sources.get(id)) is bytes}
        problems = [t[:300] for t in unclear if type(t) is str and t.strip()]
        for id in [id for id, text in found.items() if len(text) > self._limits.source]:
            del found[id]
            problems.append(f"what it holds for {id}: {too_large(self._limits.source)}")
        if not found and not problems:
            raise Refused(
                "no cell defines what an exercise asks for, and none is tagged"
            )
        return Extracted(found, problems)


def _cause(reply: dict[str, Any]) -> str:
    error = reply.get("error")
    types = error.get("types") if type(error) is dict else None
    first = types[0] if type(types) is list and types else None
    if first == "MemoryError":
        return ": it needs too much memory"
    return f" ({first[:40]})" if type(first) is str else ""


def cell_of(source: bytes, line: int) -> tuple[int, int] | None:
    """Say where a line of a notebook's extracted source stood.

    Parameters
    ----------
    source : bytes
        What `extract` gave.
    line : int
        From 1.

    Returns
    -------
    tuple of int or None
        The cell and the line in it, both from 1; None where no cell is marked.
    """
    found = None
    for at, text in enumerate(source.split(b"\n")[:line], 1):
        mark = _MARK.fullmatch(text)
        if mark and at < line:
            found = (int(mark[1]), line - at)
    return found
