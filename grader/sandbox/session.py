"""One submission under judgement: its worker, its calls and what they left.

A session keeps the *outcome trace* of the check that is running: for every
call what came back, or which exception, and which arguments were changed in
place.  Equal traces are how a known mistake is recognised.
"""

from __future__ import annotations

import builtins
import difflib
import functools
import hashlib
import re
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np

from grader import drawing
from grader.drawing import Axes, Figures
from grader.model import (
    PLAIN,
    UNWRITTEN,
    Contract,
    Function,
    Kind,
    Limits,
    Protection,
    Setting,
)
from grader.numeric import as_numbers
from grader.sandbox import contract, protocol
from grader.sandbox.contract import ContractBroken, Dims
from grader.sandbox.host import (
    Sandbox,
    Worker,
    WorkerGone,
    WorkerTimeout,
    in_memory,
)
from grader.sandbox.protocol import CallbackRef, Handle
from grader.sandbox.restore import restore
from grader.sandbox.tape import Asked, Exchange, Tape

CROSSING: dict[str, type[Exception]] = {
    name: cls
    for name, cls in vars(builtins).items()
    if isinstance(cls, type)
    and issubclass(cls, Exception)
    and name
    not in {
        # Loops over calls would take these for their own end.
        "StopIteration",
        "StopAsyncIteration",
        "UnicodeDecodeError",
        "UnicodeEncodeError",
        "UnicodeTranslateError",
        "ExceptionGroup",
    }
}
"""Exceptions that cross by name; these all take one message."""


MAX_NAME, MAX_NAMES = 80, 500
MAX_MORE_ENTRIES = 64

MAX_TRACED = 64 << 20
"""How many bytes of values are kept of one check, to recognise a mistake by."""


class Problem(NamedTuple):
    """Why a call to the submission gave no value.

    Attributes
    ----------
    verdict : str
        What the check gets unless it expected just this.
    message : str
        For a public check; may quote what the learner's own code said.
    redacted : str
        For a hidden check; quotes nothing that could hold an input.
    line : int
        In the learner's file, or 0.
    """

    verdict: str
    message: str
    redacted: str
    line: int = 0


class SubmissionRaised(Exception):
    """The submission raised something that is no ordinary builtin exception."""


class SubmissionFault(BaseException):
    """The submission gave no usable value: a contract, a deadline, its end.

    No `Exception`: a check that expects one must not take this for it.
    """


def problem_of(error: BaseException) -> Problem | None:
    """Return the problem that an exception carries, if it is the submission's."""
    seen: BaseException | None = error
    while seen is not None:
        problem: Problem | None = getattr(seen, "__learn_problem__", None)
        if problem is not None:
            return problem
        seen = seen.__cause__
    return None


class Outcome(NamedTuple):
    """One entry of a trace, made of plain values only."""

    kind: str
    value: Any
    mutated: tuple[str, ...]


class Call(NamedTuple):
    """A call of a check, for showing what went in.

    Attributes
    ----------
    made_by : Call, optional
        What made the object that it is a method of.
    """

    name: str
    args: tuple[object, ...]
    kwargs: dict[str, object]
    made_by: Call | None = None


MAX_CALLS_KEPT = 64


class LoadFailed(NamedTuple):
    """The file itself could not be run."""

    problem: Problem


def ask_for(
    sandbox: Sandbox,
    exercise: str,
    seed: int,
    limits: Limits,
    setting: Setting = PLAIN,
) -> Worker:
    """Ask for a worker for a submission to an exercise; does not wait for it."""
    # Not the grading seed itself: the inputs of every check follow from it.
    own = _digest(seed, exercise, "worker")
    return sandbox.spawn(exercise, own, limits, setting)


class Session:
    """Calls into one submission, checked, bounded and recorded.

    Parameters
    ----------
    sandbox : Sandbox
    exercise : str
        The id, for messages.
    source : bytes
        The file as it was read.
    file : str
        Its name, without folders.
    seed : int
        Of everything random in the worker.
    limits : Limits
    questions : dict, optional
        What to look for in the file before it is run; see `observe`.
    worker : Worker, optional
        One that was asked for ahead, for this exercise, seed and these limits.
    setting : Setting, optional
        What there is in its workers beside NumPy.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        exercise: str,
        source: bytes,
        file: str,
        seed: int,
        limits: Limits,
        questions: dict[str, Any] | None = None,
        worker: Worker | None = None,
        setting: Setting = PLAIN,
    ) -> None:
        self.questions, self.setting = questions, setting
        self.observed: list[dict[str, Any]] = []
        self.sandbox, self.exercise, self.seed = sandbox, exercise, seed
        self.source, self.file, self.limits = source, file, limits
        self.left_s = limits.submission_s
        self.names: list[str] = []
        self.hung: set[str] = set()
        self.protection = Protection("basic")
        self.trace: list[Outcome] = []
        self.printed = ""
        self.last_mutated: tuple[str, ...] = ()
        self.last_call: Call | None = None
        self._calls: deque[tuple[Call, list[Outcome]]] = deque(maxlen=MAX_CALLS_KEPT)
        self._made: dict[int, Call] = {}
        self.last_figures = Figures()
        self._entropy: int | None = None
        self._callbacks: dict[int, tuple[Callable[..., object], Contract]] = {}
        self._passed: list[tuple[object, int]] = []
        self._tokens = self._traced = 0
        self._callback_dims: Dims = {}
        self._callback_entries = 0
        self.tape = Tape()
        self.repeatable = True
        self._check = ""
        self._worker = worker
        self._loaded = self._was_run = False
        if worker is None:
            self._spawn()

    # -- life -----------------------------------------------------------------

    def begin(self, check: str = "", *, fresh: bool = False) -> LoadFailed | None:
        """Make ready for a check; return why the file does not load, if so.

        Parameters
        ----------
        check : str
            Its id.  Unseeded randomness in the worker starts from it, so that
            what a check sees does not hang on which others ran before.
        fresh : bool
            Whether nothing of earlier calls may be remembered.
        """
        self._check = check
        self.rehearse(())
        if fresh and self._loaded:
            self.close()
        if self._worker is None or not self._worker.alive:
            self._spawn()
        if self._loaded:
            return None
        problem = self._load()
        if self.printed:
            # It goes with this check, though no answer of this check brought it.
            self.repeatable = False
        return LoadFailed(problem) if problem else None

    def repeat(self, message: Asked) -> Exchange:
        """Say what was said to another worker in this check; give what follows.

        A failure to answer is an exchange, too.
        """
        self._entropy = None  # it is in the message that was the first
        started = time.monotonic()
        try:
            return self._living().repeat(message, self._patience_s())
        except WorkerGone as failure:
            return Exchange(message, failure=failure)
        finally:
            self.left_s -= time.monotonic() - started

    def rehearse(self, heard: Iterable[Exchange]) -> None:
        """Begin the check again with what its worker was asked already."""
        self._entropy = _digest(self.seed, self.exercise, self._check)
        self.tape, self.repeatable = Tape(), not self.hung
        self.tape.heard.extend(heard)
        if self._worker is not None and self._worker.alive:
            self._worker.printed()  # it is on the tape
        self.trace, self.printed, self._traced = [], "", 0
        self.last_mutated, self.last_call = (), None
        self.last_figures = Figures()
        self._calls.clear()
        self._made.clear()
        self._callbacks.clear()
        self._passed.clear()
        self._tokens = 0

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _spawn(self) -> None:
        self._worker = ask_for(
            self.sandbox, self.exercise, self.seed, self.limits, self.setting
        )
        self._loaded = False

    def _load(self) -> Problem | None:
        request = {"op": "load", "file": self.file, "source": self.source}
        # Run again, it may have found what it left where nothing keeps it from that.
        first, self._was_run = not self._was_run, True
        try:
            self.protection = self._current().ready()
            self._read()
            reply = self._ask(request)
        except WorkerTimeout:
            text = self._late(f"running `{self.file}` from top to bottom")
            return Problem("timed_out", text, text)
        except WorkerGone as error:
            text = f"`{self.file}` could not be run: {error}"
            return Problem("errored", text, text)
        if "error" in reply:
            where = f"running `{self.file}`"
            return self._raised(where, reply["error"], unseen=first)
        # Each is compared with every name that is missing: no more than there can be.
        names = _list_of(reply.get("ok"), str)[:MAX_NAMES] if first else self.names
        self.names = [n for n in names if len(n) <= MAX_NAME and n.isidentifier()]
        self._loaded = True
        return None

    def _read(self) -> None:
        """Have the file read while nothing of it has run, so that this is true."""
        if self.questions is not None:
            request = {"op": "observe", "source": self.source} | self.questions
            self.observed = _list_of(self._ask(request).get("ok"), dict)
            self.questions = None

    def recognise_by(self, features: tuple[Any, ...]) -> None:
        """Put an author's features in the place of the trace so far."""
        self.trace = [Outcome("known_by", list(features), ())] if features else []

    # -- operations -------------------------------------------------------------

    def call(
        self,
        name: str,
        spec: Function,
        args: tuple[object, ...],
        kwargs: dict[str, object],
        *,
        on: int = 0,
        attribute: str | None = None,
        dims: Dims | None = None,
        attributes: tuple[str, ...] = (),
    ) -> Any:
        """Call a function or method and return what fits its contract.

        Parameters
        ----------
        name : str
            As learners know it, e.g. ``Name.method``.
        on, attribute
            The object it is called on (0: the file itself) and its name there.
        dims : dict, optional
            Lengths bound by the object's constructor.
        attributes : tuple of str
            What the result, an object, must have.
        """
        self._not_hung(name)
        self.last_call = Call(name, args, kwargs, self._made.get(on))
        recorded = len(self.trace)
        given = dict(zip(spec.args, args, strict=False)) | kwargs
        bound = (dims or {}) | contract.bind(spec.args, given)
        contracts = {k: Contract.of(v) for k, v in spec.args.items()}
        self._callback_dims = bound
        self._callback_entries = _entries((args, kwargs))

        def pack(key: str, value: object) -> bytes:
            declared = contracts.get(key, Contract())
            return protocol.encode(value, lambda v: self._special(v, declared))

        unnamed = range(len(spec.args), len(args))
        order = [*spec.args, *(f"argument {i + 1}" for i in unnamed)]
        request: dict[str, Any] = {
            "op": "call",
            "on": on,
            "name": name if attribute is None else attribute,
            "args": [pack(k, a) for k, a in zip(order, args, strict=False)],
            "kwargs": {k: pack(k, a) for k, a in kwargs.items()},
            "attributes": list(attributes),
        }
        if spec.changes:
            self._announce(spec, request, order)
        if spec.keeps:
            places = _places(spec.keeps, request, order)
            request["again"] = {
                key: self._tokens_of(given[n]) for n, key in places.items()
            }
        if Contract.of(spec.returns).kind == "iterator":
            request["items"] = contract.MAX_ITEMS
        printed_before = len(self.printed)
        reply = self._ask_for(name, request)
        said = _list_of(reply.get("mutated"), (int, str))
        # Only arguments that there are: a name of its own could say anything.
        changed = [order[i] for i in range(len(args)) if i in said]
        self.last_mutated = (*changed, *(k for k in kwargs if k in said))
        self._count_figures(reply.get("figures"))
        if spec.changes and "missing" not in reply:
            self._give_back(name, spec, given, bound, request["changes"], reply)
        value = self._value(name, reply)
        self._calls.append((self.last_call, self.trace[recorded:]))
        if on == 0 and isinstance(value, Handle):
            self._made[value.id] = self.last_call
        if Contract.of(spec.returns).kind == "axes" and isinstance(value, Handle):
            value = self.look(value) or value
        lacks = [a for a in attributes if a in _list_of(reply.get("lacks"), str)]
        if lacks:
            self.trace[-1] = Outcome("lacks", lacks, self.last_mutated)
            text = f"a new `{name}` has no attribute `{lacks[0]}`"
            raise _fault(Problem("failed", text, text))
        try:
            return contract.fit(spec.returns, value, dict(bound))
        except ContractBroken as broken:
            printed = len(self.printed) > printed_before
            problem = _contract_problem(name, value, str(broken), printed)
            redacted = contract.redact(problem.message, spec.returns, bound)
            raise _fault(problem._replace(redacted=redacted)) from None

    def call_that_gave(self, value: object) -> Call | None:
        """Find the latest call that returned an array or number, or left it behind.

        Returns
        -------
        Call or None
            The last call of all where none is found: what was compared was made of
            what several calls gave.
        """
        wanted = as_numbers(value)
        if wanted is not None:
            call: Call
            for call, outcomes in reversed(self._calls):
                if any(_holds(outcome.value, wanted) for outcome in outcomes):
                    return call
        return self.last_call

    def _announce(
        self, spec: Function, request: dict[str, Any], order: list[str]
    ) -> None:
        """Ask for what the call leaves in its arguments; show them as they went in."""
        request["changes"] = [*_places(spec.changes, request, order).values()]
        assert self.last_call is not None
        args, kwargs = list(self.last_call.args), dict(self.last_call.kwargs)
        for key in request["changes"]:
            if isinstance(key, int):
                args[key] = protocol.decode(request["args"][key], _keep)
            else:
                kwargs[key] = protocol.decode(request["kwargs"][key], _keep)
        self.last_call = self.last_call._replace(args=tuple(args), kwargs=kwargs)

    def _tokens_of(self, value: object) -> list[Any]:
        """Name an argument and, if it is a dict, its entries."""
        entries = value if isinstance(value, dict) else {}
        return [self._token(value), {k: self._token(v) for k, v in entries.items()}]

    def _token(self, value: object) -> int:
        """Name one of the check's own objects, the same way in every call."""
        for known, token in self._passed:
            if known is value:
                return token
        self._tokens += 1
        self._passed.append((value, self._tokens))
        return self._tokens

    def _give_back(
        self,
        name: str,
        spec: Function,
        given: dict[str, object],
        bound: Dims,
        keys: list[int | str],
        reply: dict[str, Any],
    ) -> None:
        """Write what the call left in its arguments into the check's own."""
        said = reply.get("left")
        left = said if type(said) is dict else {}
        names = list(spec.args)
        traced = {}
        for key in keys:
            argument = names[key] if isinstance(key, int) else key
            try:
                traced[argument] = restore(
                    given[argument], left.get(key), spec.args[argument], bound
                )
            except ContractBroken as broken:
                self.trace.append(Outcome("unsendable", None, self.last_mutated))
                text = f"`{name}` made something else of `{argument}`: {broken}"
                redacted = contract.redact(text, spec.args[argument], bound)
                raise _fault(Problem("failed", text, redacted)) from None
        size = sum(len(body) for body in left.values() if type(body) is bytes)
        self.trace.append(Outcome("left", self._kept(traced, size), ()))

    def get(
        self, owner: str, on: int, name: str, spec: Contract | Kind, dims: Dims
    ) -> Any:
        """Read an attribute of an object that the submission made, or of its file."""
        label = f"{owner}.{name}" if owner else name
        self._not_hung(label)
        reply = self._ask_for(label, {"op": "get", "on": on, "name": name})
        value = self._value(label, reply)
        try:
            return contract.fit(spec, value, dict(dims))
        except ContractBroken as broken:
            text = f"`{label}`: {broken}"
            redacted = contract.redact(text, spec, dims)
            raise _fault(Problem("failed", text, redacted)) from None

    def set(self, owner: str, on: int, name: str, value: object) -> None:
        """Set an attribute of an object that the submission made."""
        body = protocol.encode(value, lambda v: self._special(v, Contract()))
        request = {"op": "set", "on": on, "name": name, "value": body}
        self._value(f"{owner}.{name}", self._ask_for(f"{owner}.{name}", request))

    # -- figures ----------------------------------------------------------------

    def blank_axes(self, three_d: bool) -> Handle:
        """Make an empty Axes in the worker.

        Raises
        ------
        ValueError
            When the exercise's profile is another: the author's fault.
        """
        if self.setting.profile != "plots":
            raise ValueError("exercise.yaml must say `profile: plots` for this")
        request = {"op": "axes", "three_d": three_d}
        made = self._plain_value("matplotlib", self._ask_for("matplotlib", request))
        if not isinstance(made, Handle):
            raise _fault(_unusable("matplotlib"))
        return made

    def look(self, handle: Handle) -> Axes | None:
        """Read what is on an Axes in the worker; None where the object is none."""
        what = "what is on the Axes"
        reply = self._ask_for(what, {"op": "look", "on": handle.id})
        value = self._plain_value(what, reply)
        if value is None:
            return None
        try:
            axes = drawing.read(handle.id, value)
        except drawing.NotRead as refused:
            raise _fault(_unusable(what, str(refused))) from None
        self.trace.append(Outcome("axes", axes.trace(), ()))
        return axes

    def _plain_value(self, name: str, reply: dict[str, Any]) -> Any:
        """Take the value out of a reply, and leave it out of the trace."""
        kept = self.trace[:]
        value = self._value(name, reply)
        self.trace = kept
        return value

    def _count_figures(self, said: object) -> None:
        counts = said if type(said) is dict else {}
        given = [counts.get(name) for name in Figures._fields]
        figures = Figures(
            *(n if type(n) is int and 0 <= n < 10**6 else 0 for n in given)
        )
        self.last_figures = figures
        if any(figures):
            self.trace.append(Outcome("figures", list(figures), ()))

    def _not_hung(self, name: str) -> None:
        if name in self.hung:
            text = f"`{name}` did not finish in {_seconds(self.limits.call_s)} before"
            raise _fault(Problem("skipped", text, text))

    def _ask_for(self, name: str, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return self._ask(request)
        except WorkerTimeout:
            self.repeatable = False  # no answer says that there was none
            self.hung.add(name)
            self.trace.append(Outcome("timeout", None, ()))
            text = self._late(f"`{name}`")
            raise _fault(Problem("timed_out", text, text)) from None
        except WorkerGone as error:
            self.repeatable = False
            self.trace.append(Outcome("gone", None, ()))
            text = f"`{name}` gave no answer: {error}"
            raise _fault(Problem("errored", text, text)) from None

    def _late(self, what: str) -> str:
        if self.left_s > 0:
            return f"{what} took longer than {_seconds(self.limits.call_s)}"
        whole = _seconds(self.limits.submission_s)
        return f"the whole submission took longer than {whole}; {what} was the last"

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        before = request["op"] in ("load", "observe")
        tape = None if before else self.tape
        worker = self._current() if tape and tape.heard else self._living()
        started = time.monotonic()
        if self._entropy is not None and not before:
            request["entropy"], self._entropy = self._entropy, None
        try:
            reply = worker.ask(request, self._patience_s(), self._called_back, tape)
            self.printed += worker.printed()
            self.printed = self.printed[: self.limits.output_kib << 10]
            return reply
        finally:
            self.left_s -= time.monotonic() - started

    def _patience_s(self) -> float:
        return min(self.limits.call_s, max(self.left_s, 0.0))

    def _living(self) -> Worker:
        worker = self._current()
        if not worker.alive:
            raise WorkerGone("it stopped running")
        return worker

    def _current(self) -> Worker:
        if self._worker is None:
            raise WorkerGone("it stopped running")
        return self._worker

    # -- values -----------------------------------------------------------------

    def _value(self, name: str, reply: dict[str, Any]) -> Any:
        """Take the value out of a reply and record it, or raise what happened."""
        if reply.get("missing") is True:
            self.trace.append(Outcome("missing", name, ()))
            raise _fault(self._missing(name))
        if "error" in reply:
            problem = self._raised(f"`{name}`", reply["error"])
            types = _types_of(reply["error"])
            evidence = _evidence(types, reply["error"])
            self.trace.append(Outcome("raised", evidence, self.last_mutated))
            raise _exception(types, problem)
        if "unsendable" in reply:
            self.trace.append(Outcome("unsendable", None, self.last_mutated))
            said = reply["unsendable"]
            raise _fault(_unusable(name, said[:200] if type(said) is str else ""))
        try:
            value = protocol.decode(reply["value"], resolve=_keep)
        except (protocol.WireError, KeyError, TypeError) as error:
            self.close()
            self.repeatable = False  # the next check has to load the file anew
            self.trace.append(Outcome("unsendable", None, self.last_mutated))
            text = f"`{name}` returned a value that cannot be judged"
            raise _fault(Problem("errored", f"{text}: {error}", text)) from None
        kept = self._kept(value, len(reply["value"]))
        self.trace.append(Outcome("value", kept, self.last_mutated))
        return value

    def _kept(self, value: Any, size: int) -> Any:
        """Say what the trace keeps of a value: nothing once there is too much of it."""
        self._traced += size
        return _traceable(value) if self._traced <= MAX_TRACED else None

    def _missing(self, name: str) -> Problem:
        self.repeatable = False  # what is said of it hangs on the other names
        text = f"`{name}` is not defined in `{self.file}`"
        others = [n for n in self.names if n != name]
        near = difflib.get_close_matches(name, others, n=1)
        if near:
            text += f"; did you mean `{near[0][:60]}`?"
        return Problem("failed", text, text)

    def _raised(self, where: str, error: Any, *, unseen: bool = False) -> Problem:
        types = _types_of(error)
        name = types[0][:60] if types else "an exception"
        error = error if type(error) is dict else {}
        said = error.get("message")
        message = said[:500] if type(said) is str else ""
        line = error.get("line")
        line = line if type(line) is int and 0 < line < 1_000_000 else 0
        if name == "NotImplementedError":
            return Problem("errored", UNWRITTEN, UNWRITTEN, line)
        crossed = self._crossed(name, error.get("limit"))
        if crossed:
            text = f"{where} {crossed}"
            return Problem("errored", text, text, line)
        if name in {"SystemExit", "KeyboardInterrupt"}:
            text = f"your code raised {name} instead of returning a value"
            return Problem("errored", text, text, line)
        # What is said when no input was seen yet is safe.
        text = f"{name}: {message}" if message else name
        # A class can be given any name at run time, a hidden input's digits too.
        known = next((t for t in types if t in CROSSING), "an exception")
        return Problem("errored", text, text if unseen else known, line)

    def _crossed(self, name: str, limit: object) -> str:
        """Say which limit an exception comes from, if one; in words of ours alone."""
        if name == "MemoryError" or limit == "memory":
            return f"used more than {in_memory(self.limits.memory_mib)} of memory"
        if name == "RecursionError":
            return _TOO_DEEP
        if limit == "threads" and self._without_namespaces():
            self.repeatable = False  # another worker may be confined otherwise
            level = self.protection.level
            return f"started a thread, and at protection level {level} it has only one"
        return _CROSSED.get(limit, "") if type(limit) is str else ""

    def _without_namespaces(self) -> bool:
        missing = self.protection.missing
        return any(why.startswith("namespaces:") for why in missing)

    # -- call-backs ---------------------------------------------------------------

    def _special(self, value: object, declared: Contract) -> Handle | CallbackRef:
        handle = getattr(value, "__learn_handle__", None)
        if isinstance(handle, Handle):
            return handle
        if getattr(value, "__learn_remote__", False):
            raise TypeError("a submission's function cannot be given to a submission")
        if callable(value):
            id = len(self._callbacks) + 1
            self._callbacks[id] = (value, declared)
            return CallbackRef(id)
        raise protocol.WireError(f"a {type(value).__name__} cannot be sent")

    def _called_back(
        self, id: int, args: list[object], kwargs: dict[str, object]
    ) -> dict[str, Any]:
        """Run one of our functions on hostile arguments; never raises."""
        known = self._callbacks.get(id)
        if known is None or kwargs:
            return {
                "raise": "TypeError",
                "message": "call it with positional arguments",
            }
        function, declared = known
        try:
            # More entries than the submission was given could make our function
            # compute for as long as it likes; its author may know that they do not.
            most = declared.entries or self._callback_entries + MAX_MORE_ENTRIES
            if _entries(args) > most:
                raise ContractBroken("the arguments are larger than those given")
            fitted = _fit_arguments(declared, args, dict(self._callback_dims))
        except ContractBroken as broken:
            return {"raise": "TypeError", "message": str(broken)}
        try:
            with np.errstate(all="ignore"):
                value = function(*fitted)
            protocol.frame(protocol.encode({"value": value, "nonce": b""}))
        except Exception as error:  # noqa: BLE001  (goes back to the code that caused it)
            name = type(error).__name__
            return {
                "raise": name if name in CROSSING else "RuntimeError",
                "message": "raised in the function that was given as an argument",
            }
        return {"value": value}


_TOO_DEEP = (
    "made too many calls inside each other (RecursionError); "
    "does a function call itself without end?"
)
_CROSSED = {
    "files": "opened too many files at once: 32 is the most",
    "file": "asked for a file, and a submission has none",
    "process": "started a process, and a submission may not",
    "threads": "started more than 8 threads at once",
    "system": "asked the system for something that no exercise needs",
}


def _places(
    names: tuple[str, ...], request: dict[str, Any], order: list[str]
) -> dict[str, int | str]:
    """Say where a call's arguments of these names stand, if they are given."""
    places: dict[str, int | str] = {order[i]: i for i in range(len(request["args"]))}
    places |= {name: name for name in request["kwargs"]}
    return {name: places[name] for name in names if name in places}


def _fit_arguments(declared: Contract, args: list[object], dims: Dims) -> list[object]:
    wanted = declared.args
    if wanted is None:
        return args
    if len(args) != len(wanted):
        count = len(wanted)
        raise ContractBroken(f"expected {count} argument(s), got {len(args)}")
    return [contract.fit(w, a, dims) for w, a in zip(wanted, args, strict=True)]


def _entries(value: object) -> int:
    """Count the numbers in a plain value."""
    if isinstance(value, np.ndarray):
        return int(value.size)
    if isinstance(value, (list, tuple)):
        return sum(map(_entries, value))
    if isinstance(value, dict):
        return sum(map(_entries, value.values()))
    return 1


@functools.lru_cache(1024)  # the same few, for each submission to an exercise
def _digest(*parts: object) -> int:
    text = "/".join(map(str, parts))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "little")


def _evidence(types: list[str], error: Any) -> list[str]:
    """Say by what an exception is recognised.

    A ValueError is often raised on purpose, in anybody's words; any other comes
    from what the code did, and Python's words for it tell mistakes apart.
    """
    if types[:1] == ["ValueError"] or type(error) is not dict:
        return types[:1]
    said = error.get("message")
    # Cut first: it may be as long as a frame.
    words = said[:500] if type(said) is str else ""
    return [*types[:1], re.sub(r"[^a-zA-Z ]", "", words)[:80]]


def _keep(reference: Handle | CallbackRef) -> object:
    if isinstance(reference, Handle):
        return reference
    return Handle(0, "function")


def _traceable(value: Any) -> Any:
    """Replace handles, whose numbers mean nothing elsewhere, by their kind."""
    if isinstance(value, Handle):
        return {"handle": value.type_name}
    if isinstance(value, list):
        return [_traceable(v) for v in value]
    if isinstance(value, tuple):
        return tuple(_traceable(v) for v in value)
    if isinstance(value, dict):
        return {k: _traceable(v) for k, v in value.items()}
    return value


def _holds(value: Any, wanted: np.ndarray[Any, Any]) -> bool:
    """Say whether an array or number is in a value, of the same shape and entries."""
    found = as_numbers(value)
    if found is not None and np.array_equal(found, wanted, equal_nan=True):
        return True
    if isinstance(value, dict):
        value = tuple(value.values())
    return isinstance(value, (list, tuple)) and any(_holds(v, wanted) for v in value)


def _fault(problem: Problem) -> SubmissionFault:
    fault = SubmissionFault(problem.message)
    fault.__learn_problem__ = problem  # type: ignore[attr-defined]
    return fault


def _exception(types: list[str], problem: Problem) -> Exception:
    cls = next((CROSSING[t] for t in types if t in CROSSING), SubmissionRaised)
    error = cls(problem.message)
    error.__learn_problem__ = problem  # type: ignore[attr-defined]
    return error


def _unusable(name: str, why: str = "") -> Problem:
    text = f"`{name}` returned a value that cannot be judged"
    full = f"{text}: {why}" if why else text
    # Of a worker's own words only those that could not hold an input.
    known = why in {protocol.TOO_DEEP, protocol.TOO_LONG, protocol.TOO_MANY}
    return Problem("failed", full, full if known else text)


def _contract_problem(name: str, value: object, broken: str, printed: bool) -> Problem:
    if value is None:
        text = f"`{name}` returned None"
        text += (
            "; it printed something: hand the result back with `return`"
            if printed
            else "; is a `return` missing?"
        )
    else:
        text = f"`{name}` returned the wrong kind of value: {broken}"
    return Problem("failed", text, text)


def _types_of(error: object) -> list[str]:
    return _list_of(error.get("types"), str) if type(error) is dict else []


def _list_of(value: object, kind: type | tuple[type, ...]) -> list[Any]:
    if type(value) is not list:
        return []
    return [v for v in value if isinstance(v, kind)]


def _seconds(seconds: float) -> str:
    return f"{seconds:g} s"
