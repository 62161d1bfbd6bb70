"""What known-wrong submissions do, written down for those who do not have them.

``exercises/exNN_name/diagnosis.json`` holds, for the public checks alone, the
outcome that each known-wrong submission left.  It holds no code of theirs, and with
it a learner's mistake is named without `reference/`.  The untouched stub stands in
it too, since learners edit theirs in place.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

from grader.course import fingerprint
from grader.model import FAILING, Exercise
from grader.sandbox.session import Outcome

DIGITS = 9
"""Significant digits kept: more than traces are compared to."""


class Seen(NamedTuple):
    """What a known-wrong submission did on one check."""

    verdict: str
    trace: tuple[Outcome, ...]

    @property
    def failed(self) -> bool:
        """Whether the check told it from a right one."""
        return self.verdict in FAILING


class DiagnosisFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``diagnosis.json``, as it stands."""

    schema: str
    of: str
    seed: int
    stub: str
    twins: dict[
        str, dict[str, tuple[str, tuple[tuple[str, Any, tuple[str, ...]], ...]]]
    ]


def basis(exercise: Exercise) -> str:
    """Hash what the outcomes follow from, as far as it is at hand."""
    public = [exercise.folder / "exercise.yaml", exercise.public_checks]
    return fingerprint([*public, *exercise.submissions("wrong")])


def write(exercise: Exercise, seed: int, seen: dict[str, dict[str, Seen]]) -> Path:
    """Write outcomes down; the same outcomes give the same bytes."""
    content = DiagnosisFile(
        schema="learn.diagnosis/1",
        of=basis(exercise),
        seed=seed,
        stub=exercise.stub.read_text("utf-8"),
        twins={
            name: {
                id: (
                    s.verdict,
                    tuple((o.kind, _plain(o.value), o.mutated) for o in s.trace),
                )
                for id, s in sorted(by.items())
            }
            for name, by in sorted(seen.items())
        },
    )
    file = exercise.diagnosis
    file.write_bytes(msgspec.json.encode(content) + b"\n")
    return file


def read(exercise: Exercise, seed: int) -> dict[str, dict[str, Seen]]:
    """Read outcomes; none where there are none for this seed."""
    content = load(exercise)
    if content is None or content.seed != seed:
        return {}
    return {
        name: {
            id: Seen(verdict, tuple(Outcome(k, _value(v), m) for k, v, m in trace))
            for id, (verdict, trace) in by.items()
        }
        for name, by in content.twins.items()
    }


def out_of_date(exercise: Exercise) -> bool:
    """Whether the file was written from other sources than those at hand."""
    written = load(exercise)
    if written is None:
        return exercise.diagnosis.exists()
    if not exercise.stub.is_file():
        return False  # that is what is wrong here, and it is said elsewhere
    stub = exercise.stub.read_text("utf-8", "replace")
    return written.of != basis(exercise) or written.stub != stub


def load(exercise: Exercise) -> DiagnosisFile | None:
    """Read the file as it stands; a damaged one counts as none."""
    try:
        raw = exercise.diagnosis.read_bytes()
        return msgspec.json.decode(raw, type=DiagnosisFile)
    except (OSError, msgspec.DecodeError):
        return None


def _plain(value: Any) -> Any:
    """Turn a traced value into JSON's kinds."""
    if isinstance(value, np.ndarray) and value.size == 0:
        return {"empty": list(value.shape)}
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, np.generic):
        return _plain(value.item())
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, set):
        return {"set": sorted(value, key=lambda v: (isinstance(v, int), v))}
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, float):
        rounded = float(f"{value:.{DIGITS}g}")
        return rounded if math.isfinite(value) else {"float": str(value)}
    if isinstance(value, complex):
        return {"complex": [_plain(value.real), _plain(value.imag)]}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    return value


def _value(value: Any) -> Any:
    """Turn it back."""
    if isinstance(value, list):
        return [_value(v) for v in value]
    if isinstance(value, dict):
        if value.keys() == {"float"}:
            return float(value["float"])
        if value.keys() == {"complex"}:
            return complex(*(_value(v) for v in value["complex"]))
        if value.keys() == {"empty"}:
            return np.zeros(value["empty"])
        if value.keys() == {"bytes"}:
            return bytes.fromhex(value["bytes"])
        if value.keys() == {"set"}:
            return set(value["set"])
        return {k: _value(v) for k, v in value.items()}
    return value
