"""Turn what was seen in a file into sentences; never ground for a verdict."""

from __future__ import annotations

from typing import Any

from grader.model import Contract, ExerciseFile, Observation

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


def questions(spec: ExerciseFile) -> dict[str, Any]:
    """Say what is to be looked for in a submission to an exercise."""
    declared = _declared(spec)
    return {
        "names": list(declared),
        "parameters": {k: v for k, v in declared.items() if v is not None},
        "forbidden": list(spec.forbidden),
    }


def sentences(found: Any, spec: ExerciseFile) -> tuple[Observation, ...]:
    """Turn what a worker saw, before it ran the file, into sentences."""
    said = (_sentence(item, spec) for item in found if isinstance(item, dict))
    return tuple(s for s in said if s is not None)


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
    if type(kind) is not str or kind not in _TEXTS or not isinstance(line, int):
        return None
    detail = _text(item.get("detail"))
    text = _TEXTS[kind].format(
        function=_text(item.get("function")),
        line=line,
        detail=detail,
        why=spec.forbidden.get(detail, ""),
    )
    return Observation(kind, line, text)


def _text(said: object) -> str:
    return said[:80] if isinstance(said, str) else ""
