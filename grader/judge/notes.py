"""Turn what was seen in a file into sentences; never ground for a verdict."""

from __future__ import annotations

from typing import Any

from grader.model import Contract, Exercise, ExerciseFile, Limits, Observation
from grader.sandbox.host import Sandbox, WorkerGone

_TEXTS = {
    "untouched": "`{function}` is still as it came",
    "defined_twice": "`{function}` is defined twice; only the second one, in line {line}, "
    "counts",
    "returns_nothing": "`{function}` has no `return` with a value",
    "printed_not_returned": "`{function}` prints its result and does not return it",
    "unused_parameter": "`{function}` never uses its parameter `{detail}`",
    "hard_coded": "`{function}` compares its argument with whole lists of numbers: an answer "
    "for known inputs only",
    "forbidden": "`{detail}` is not to be used here: {why}",
}


class Reading:
    """Reads a submission in a worker of its own, which never runs it.

    The worker starts when this is made, so that its start overlaps with
    whatever is done before `observations` is called.

    Parameters
    ----------
    source : bytes
        Of the submission.
    """

    def __init__(self, sandbox: Sandbox, exercise: Exercise, source: bytes) -> None:
        self._exercise, self._source = exercise, source
        self._worker = sandbox.spawn(exercise.id, 0, Limits())

    def observations(self) -> tuple[Observation, ...]:
        """Say what was seen; nothing where it cannot be read as Python in time."""
        spec = self._exercise.spec
        declared = _declared(spec)
        request = {
            "op": "observe",
            "source": self._source,
            "names": list(declared),
            "parameters": {k: v for k, v in declared.items() if v is not None},
            "forbidden": list(spec.forbidden),
        }
        try:
            found = self._worker.ask(request, Limits().call_s).get("ok")
        except WorkerGone:
            return ()
        finally:
            self._worker.close()
        sentences = (_sentence(item, spec) for item in found or [])
        return tuple(s for s in sentences if s is not None)


def _declared(spec: ExerciseFile) -> dict[str, list[str] | None]:
    """List what each function is given; None for one that returns nothing."""
    declared: dict[str, list[str] | None] = {}
    functions = dict(spec.functions)
    for name, kind in spec.classes.items():
        declared[f"{name}.__init__"] = None
        functions |= {f"{name}.{method}": f for method, f in kind.methods.items()}
    for name, function in functions.items():
        nothing = Contract.of(function.returns).kind == "none"
        declared[name] = None if nothing else list(function.args)
    return declared


def _sentence(item: Any, spec: ExerciseFile) -> Observation | None:
    kind, line = item.get("kind"), item.get("line")
    if kind not in _TEXTS or not isinstance(line, int):
        return None
    detail = str(item.get("detail", ""))[:80]
    text = _TEXTS[kind].format(
        function=str(item.get("function", ""))[:80],
        line=line,
        detail=detail,
        why=spec.forbidden.get(detail, ""),
    )
    return Observation(kind, line, text)
