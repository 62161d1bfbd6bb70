"""A whole check of a worker that sends hostile bytes: loading, calling, looking."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.judge import notes
from grader.judge.feedback import show_value
from grader.model import Class, Contract, ExerciseFile, Function
from grader.sandbox import contract, protocol
from grader.sandbox.host import Sandbox, Worker
from grader.sandbox.session import Session, SubmissionFault, problem_of
from tests.fuzz.bytesof import WORDS, Writer, spoilt
from tests.fuzz.running import Broken, Target
from tests.fuzz.wire import LIMITS, NONCE, fake, framed, make_answer

_ROWS = Contract("array", shape=("n", 2), dtype="float", finite=True)
_RETURNS: tuple[Any, ...] = (
    "any", "none", "boolean", "integer", "number", "string", "array", "list", "tuple",
    "dict", "set", "callable", "iterator", "axes", _ROWS,
    Contract("list", each=_ROWS, finite=True), Contract("tuple", items=("number", _ROWS)),
    Contract("dict", keys={"x": "number"}, values="array"), Contract("set", each="integer"),
    Contract(any_of=("number", Contract("array", shape=("...", 2)), "none")),
    Contract("array", dtype="integer"), Contract("iterator", each="number"),
    Contract(finite=True),
)  # fmt: skip
_SPEC = ExerciseFile(
    title="t", unit="u", position=1, difficulty=1, points=1, concepts=(),
    functions={"f": Function()}, classes={"C": Class()}, forbidden={"sum": "no"},
)  # fmt: skip


# -- what it sends ---------------------------------------------------------------------


def make(rng: random.Random, known: Sequence[bytes]) -> bytes:
    """Write what a worker sends while it is asked; byte 0 says what it is asked for."""
    if known and rng.random() < 0.2:
        return spoilt(rng.choice(known), rng, known)
    writer = Writer(rng, honesty=rng.choice((0, 0, 0, 40)))
    nonce = writer.blob(NONCE)
    seen = {
        b"kind": _kind(writer),
        b"line": b"i\1\0\0\0\1",
        b"function": writer.value(),
    }
    seen[b"detail"] = writer.value()
    found = writer.listed([writer.mapping(seen), writer.value()])
    names = writer.listed([writer.text(b"ff"), writer.value()])
    bodies = [
        writer.mapping({b"nonce": nonce, b"ok": found}),
        writer.mapping({b"nonce": nonce, b"ok": names}),
    ]
    if rng.random() < 0.05:
        bodies[rng.randrange(2)] = make_answer(writer)
    said = {
        "mutated": writer.listed([b"i\1\0\0\0\0"]),
        "left": _left(writer),
        "figures": writer.mapping({b"opened": writer.value()}),
        "lacks": writer.listed([writer.text(b"size")]),
    }
    more = {k: v for k, v in said.items() if rng.random() < 0.4}
    bodies.append(make_answer(writer, **more))
    if rng.random() < 0.1:
        bodies[-1] = writer.mapping({b"nonce": nonce, b"missing": b"T"})
    picture = writer.blob(_picture(writer))
    picture = writer.mapping({b"nonce": nonce, b"value": picture})
    bodies.insert(rng.choice((2, 3)), picture)
    data = bytes([rng.randrange(256)]) + framed(rng, bodies)
    return spoilt(data, rng, known) if rng.random() < 0.15 else data


def _kind(writer: Writer) -> bytes:
    kinds = (b"untouched", b"forbidden", b"defined_twice")
    if writer.rng.random() < 0.7:
        return writer.text(writer.rng.choice(kinds))
    return writer.value()


def _left(writer: Writer) -> bytes:
    """Write what the call left in an argument of shape (2, 2)."""
    now = writer.array((2, 2), "f")
    held = writer.listed([now if writer.rng.random() < 0.5 else writer.value()])
    body = b"t" + writer.count(2) + held + now
    if writer.rng.random() < 0.2:
        body = writer.value()
    return b"m" + writer.count(1) + b"i\1\0\0\0\0" + writer.blob(body)


def _picture(writer: Writer) -> bytes:
    """Write what is on an Axes; a part of it may be of another kind."""
    rng, text = writer.rng, writer.text
    look = {b"label": text(b"y"), b"colour": text(b"#fff"), b"style": text(b"-")}
    look[b"marker"] = text(b"")
    line = {b"places": writer.array((2, rng.randrange(4)), "f"), **look}
    colours = writer.array((1, 4), "f")
    points = line | {b"colours": colours, b"values": b"N"}
    outline = {b"corners": writer.array((4, 2), "f"), b"label": text(b"")}
    outline[b"sizes"] = writer.array((rng.randrange(4),), "i")
    contour = outline | {b"levels": writer.array((3,), "f"), b"filled": b"T"}
    contour |= {b"bands": writer.array((2,), "i"), b"colours": colours}
    axes = {
        b"three_d": b"F",
        b"title": text(rng.choice(WORDS)),
        b"labels": writer.listed([text(b"x"), text(b"y")]),
        b"scales": writer.listed([text(b"log"), text(b"log")]),
        b"limits": writer.array((2, 2), "f"),
        b"view": writer.array((2,), "f"),
        b"legend": writer.listed([writer.mapping(look | {b"text": text(b"a")})]),
    }
    parts = {b"lines": line, b"points": points, b"contours": contour}
    parts |= {b"surfaces": outline, b"paths": outline}
    for name, part in parts.items():
        kept = {
            k: v if rng.random() < 0.97 else writer.value() for k, v in part.items()
        }
        axes[name] = writer.listed([writer.mapping(kept)] * rng.randrange(3))
    if rng.random() < 0.3:
        axes[rng.choice([*axes])] = writer.value()
    return writer.mapping(axes)


# -- what is made of it ----------------------------------------------------------------


class _Only(Sandbox):
    """A source of one worker; once that has ended there is no other."""

    def __init__(self, worker: Worker) -> None:
        super().__init__(mode="spawn")
        self._one = worker

    def spawn(self, *args: Any, **more: Any) -> Worker:
        return self._one


def check(data: bytes) -> str:
    """Load, call and look: a value, or a problem that the check reports."""
    which = data[0] if data else 0
    with fake(data[1:]) as worker:
        session = Session(
            _Only(worker), "ex01", b"", "task.py", 0, LIMITS, notes.questions(_SPEC),
            worker=worker,
        )  # fmt: skip
        failed = session.begin("c")
        for seen in notes.sentences(session.observed, _SPEC):
            _short(seen.text)
        if failed is not None:
            _short(failed.problem.message, failed.problem.redacted)
            return f"not loaded: {failed.problem.verdict}"
        try:
            value = _called(session, which)
        except (SubmissionFault, Exception) as error:
            problem = problem_of(error)
            if problem is None:
                raise
            _short(problem.message, problem.redacted)
            return problem.verdict
    # What every check does with what it got.
    _short(show_value(value), contract.describe(value))
    protocol.encode([tuple(o) for o in session.trace])
    return "a value"


def _called(session: Session, which: int) -> Any:
    kind, returns = divmod(which, len(_RETURNS))
    spec = _RETURNS[returns]
    if kind == 0:
        return session.get("", 0, "f", spec, {})
    if kind == 1:
        return session.look(protocol.Handle(1, "Axes"))
    args: dict[str, Any] = {
        "x": Contract("array", shape=("n", 2)),
        "g": Contract("callable", args=("number",)),
    }
    changes = ("x",) if kind % 2 else ()
    function = Function(args=args, returns=spec, changes=changes, keeps=("x",))
    given = (np.ones((2, 2)), lambda number: number + 1)
    return session.call("f", function, given, {}, attributes=("size",))


def _short(*texts: str) -> None:
    for text in texts:
        if len(text) > 2000:
            raise Broken("a long text is shown")
        text.encode()


CHECKS = Target("checks", make, check)
