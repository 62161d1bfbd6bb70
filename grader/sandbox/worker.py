"""The untrusted side: load one learner's file and answer calls about it.

Once the file is loaded nothing here can be trusted: the learner's code can
read and rewrite all of it.  It holds no secret, and all that it can do is send
bytes on one descriptor.
"""

from __future__ import annotations

import builtins
import codecs
import contextlib
import errno
import importlib.machinery
import itertools
import linecache
import os
import random
import re
import sys
import types
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from numpy.random import bit_generator

from grader.sandbox import notebook, observe, protocol
from grader.sandbox.protocol import CallbackRef, Handle

if TYPE_CHECKING:
    from grader.sandbox.plots import Plots

MAX_MESSAGE = 2000
MAX_NAMES = 500

_STARTS = frozenset(
    "os.exec os.fork os.forkpty os.posix_spawn os.spawn os.startfile os.system "
    "pty.spawn subprocess.Popen".split()
)
_REFUSED = {
    errno.EMFILE: "files",
    errno.EACCES: "file",
    errno.EFBIG: "file",
    errno.EPERM: "system",
}
"""What an error of the system is about, where one of our limits is behind it."""
_BUILTIN_ERRORS = {
    name: cls
    for name, cls in vars(builtins).items()
    if isinstance(cls, type) and issubclass(cls, BaseException)
}


# Encodings in which what looks like a comment is one.
_PLAIN_ENCODINGS = ("utf-8", "utf-8-sig", "ascii", "iso8859-1", "iso8859-15", "cp1252")
# As Python's tokenizer looks for it, in the first two lines if both are comments.
_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-.\w]+)", re.DOTALL)
_NO_CODE = re.compile(rb"[ \t\f]*(#|\Z)")


class _Gate:
    """Refuse every import that was not made ahead, in words."""

    def __init__(self, exercise: str) -> None:
        self.exercise = exercise

    def find_spec(
        self, name: str, _path: object = None, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        raise ModuleNotFoundError(
            f"`{name}` is not available in {self.exercise}", name=name
        )


class _Connection:
    """Frames over one descriptor, or over one for each direction."""

    def __init__(self, fd: int, to: int) -> None:
        self.fd, self.to = fd, to
        self.waiting = b""

    def receive(self, resolve: protocol.Resolve) -> Any:
        head = self._exactly(4)
        body = self._exactly(protocol.frame_length(head))
        return protocol.decode_request(body, resolve)

    def send(self, body: bytes) -> None:
        # Of what is far too long the length is enough to be refused.
        whole = len(body) <= protocol.MAX_FRAME
        left = memoryview(protocol.frame(body) if whole else b"\xff\xff\xff\xff")
        while left:
            left = left[os.write(self.to, left) :]

    def _exactly(self, count: int) -> bytes:
        parts, size = [self.waiting], len(self.waiting)
        while size < count:
            # More than is asked for, if it is there: that spares another call.
            part = os.read(self.fd, min(max(count - size, 1 << 16), 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            size += len(part)
        data = b"".join(parts)
        self.waiting = data[count:]
        return data[:count]


class Server:
    """Answer `load`, `call`, `get`, `set` and others until the other side hangs up.

    Parameters
    ----------
    fd : int
        A connected stream socket.
    exercise : str
        Named in the message about an import that is not available.
    to : int, optional
        Where answers go, if not to `fd`.
    """

    def __init__(self, fd: int, exercise: str, to: int | None = None) -> None:
        self.connection = _Connection(fd, fd if to is None else to)
        self.exercise = exercise
        self.file = ""
        self.module = types.ModuleType("submission")
        self.objects: dict[int, object] = {}
        self.ids: dict[int, int] = {}
        self.callbacks: dict[int, Callable[..., object]] = {}
        self.kept: dict[int, object] = {}
        self.nonce = b""
        self.streams: Sequence[Any] = (sys.stdout, sys.stderr)
        if _prepared is not None:
            made = self._special(_prepared)
            assert isinstance(made, Handle)
            assert made.id == protocol.PREPARED

    def run(self) -> None:
        """Serve until end of file."""
        while True:
            try:
                request = self.connection.receive(self._resolve)
            except EOFError:
                return
            try:
                self.connection.send(self._answer(request))
            except MemoryError:
                # The file keeps all the memory there is: not even this can be said.
                os._exit(protocol.OUT_OF_MEMORY)
            except OSError:
                os._exit(protocol.CUT_OFF)

    def _answer(self, request: dict[str, Any]) -> bytes:
        self.nonce = request["nonce"]
        operation = _OPERATIONS[request["op"]]
        if "entropy" in request:  # a new check, whose objects have numbers of their own
            reseed(request["entropy"])
            self.kept.clear()
        try:
            if "entropy" in request and _plots is not None:
                _plots.begin()
            reply = operation(self, request)
            if list(reply) == ["value"]:
                body = protocol.encode_value(self.nonce, reply["value"])
            else:
                reply["nonce"] = self.nonce
                body = protocol.encode(reply, self._special)
        except BaseException as error:  # noqa: BLE001  (whatever a learner's file raises)
            body = protocol.encode({"nonce": self.nonce, "error": self._error(error)})
        for stream in self.streams:
            try:
                stream.flush()
            except (OSError, ValueError):  # closed, or replaced, by the file
                continue
        if "mark" in request:
            with contextlib.suppress(OSError):
                os.write(1, self.nonce)
        return body

    # -- operations ----------------------------------------------------------

    def _load(self, request: dict[str, Any]) -> dict[str, Any]:
        self.file = request["file"]
        source: bytes = request["source"]
        refuse_disguise(source, self.file)
        name = self.file.removesuffix(".py")
        self.module = types.ModuleType(name)
        self.module.__file__ = self.file
        sys.modules[name] = self.module
        text = source.decode("utf-8", "replace")
        lines = text.splitlines(keepends=True)
        linecache.cache[self.file] = (len(text), None, lines, self.file)
        code = compile(source, self.file, "exec", dont_inherit=True)
        exec(code, self.module.__dict__)  # noqa: S102  (this is what the process is for)
        return {"ok": self._names()}

    def _observe(self, request: dict[str, Any]) -> dict[str, Any]:
        found = observe.observe(
            request["source"],
            request["names"],
            request["parameters"],
            request["forbidden"],
        )
        return {"ok": found}

    def _notebook(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return notebook.extract(
                request["source"], request["exercises"], request["only"]
            )
        except notebook.NotANotebook as error:
            return {"refused": str(error)}

    def _names(self) -> list[str]:
        names = list(vars(self.module))
        return [n for n in names if type(n) is str and n[:2] != "__"][:MAX_NAMES]

    def _call(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            function = self._lookup(request)
        except AttributeError:
            return {"missing": True}
        args = [protocol.decode(a, self._resolve) for a in request["args"]]
        kwargs = {
            name: protocol.decode(a, self._resolve)
            for name, a in request["kwargs"].items()
        }
        for key, token in request.get("again", {}).items():
            given: Any = kwargs if key in kwargs else args
            given[key] = self._again(token, given[key])
        held = {
            key: protocol.arrays_in(kwargs[key] if key in kwargs else args[key])
            for key in request.get("changes", ())
        }
        result: object = None
        error: dict[str, Any] | None = None
        if _plots is not None:
            _plots.count_anew()
        try:
            result = function(*args, **kwargs)
            if "items" in request:
                result = _drawn(result, request["items"])
        except BaseException as raised:  # noqa: BLE001  (whatever a learner's code raises)
            error = self._error(raised, function)
        reply = self._noticed(request, args, kwargs, result)
        if _plots is not None:
            reply["figures"] = _plots.counts()
        if held:
            reply["left"] = {
                key: self._left(arrays, kwargs[key] if key in kwargs else args[key])
                for key, arrays in held.items()
            }
        if error is not None:
            return reply | {"error": error}
        try:
            # Inside its own frame, so that a value that cannot be sent is an
            # error that still says which arguments were changed.
            return reply | {"value": protocol.encode(result, self._special)}
        except protocol.WireError as unsendable:
            return reply | {"unsendable": str(unsendable)}

    def _noticed(
        self,
        request: dict[str, Any],
        args: list[Any],
        kwargs: dict[str, Any],
        result: object,
    ) -> dict[str, Any]:
        """Say which arguments were changed and which attributes lack, if any."""
        mutated = [
            key
            for key, before, after in (
                *zip(range(len(args)), request["args"], args, strict=True),
                *((k, request["kwargs"][k], kwargs[k]) for k in kwargs),
            )
            if self._changed(before, after)
        ]
        lacks = [n for n in request.get("attributes", ()) if not hasattr(result, n)]
        return {"mutated": mutated, "lacks": lacks} if mutated or lacks else {}

    def _again(self, tokens: list[Any], new: Any) -> object:
        """Give the object of an earlier call again, as it is now; else the new one."""
        token, parts = tokens
        old: Any = self.kept.setdefault(token, new)
        if isinstance(new, dict):
            now = {key: self._again([parts[key], {}], new[key]) for key in parts}
            old.clear()
            old.update(now)
        elif not isinstance(new, np.ndarray):
            return new
        elif old is not new:
            alike = (old.shape, old.dtype) == (new.shape, new.dtype)
            if not alike or not old.flags.writeable:
                self.kept[token] = old = new
            old[...] = new
        return old

    def _changed(self, before: bytes, after: object) -> bool:
        try:
            return protocol.encode(after, self._special) != before
        except protocol.WireError:
            return True

    def _left(self, held: list[np.ndarray[Any, Any]], now: object) -> bytes | None:
        """Encode what the arrays of an argument hold, and what it is now."""
        try:
            return protocol.encode([held, now], self._special)
        except protocol.WireError:
            return None

    def _get(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            value = self._lookup(request)
        except AttributeError:
            return {"missing": True}
        try:
            return {"value": protocol.encode(value, self._special)}
        except protocol.WireError as unsendable:
            return {"unsendable": str(unsendable)}

    def _set(self, request: dict[str, Any]) -> dict[str, Any]:
        value = protocol.decode(request["value"], self._resolve)
        setattr(self.objects[request["on"]], request["name"], value)
        return {"value": protocol.encode(None)}

    def _axes(self, request: dict[str, Any]) -> dict[str, Any]:
        assert _plots is not None
        made = _plots.axes(request["three_d"])
        return {"value": protocol.encode(made, self._special)}

    def _look(self, request: dict[str, Any]) -> dict[str, Any]:
        assert _plots is not None
        try:
            seen = _plots.look(self.objects[request["on"]])
            return {"value": protocol.encode(seen)}
        except protocol.WireError as unsendable:
            return {"unsendable": str(unsendable)}

    def _lookup(self, request: dict[str, Any]) -> Any:
        owner = self.objects[request["on"]] if request["on"] else self.module
        return getattr(owner, request["name"]) if request["name"] else owner

    # -- references ------------------------------------------------------------

    def _resolve(self, reference: Handle | CallbackRef) -> object:
        if isinstance(reference, Handle):
            return self.objects[reference.id]
        known = self.callbacks.get(reference.id)
        if known is None:
            known = self.callbacks[reference.id] = self._stub(reference.id)
        return known

    def _special(self, value: object) -> Handle | CallbackRef:
        for id, stub in self.callbacks.items():
            if stub is value:
                return CallbackRef(id)
        id = self.ids.get(builtins.id(value), 0)
        if not id:
            id = len(self.objects) + 1
            # Kept alive, so that its address stays its own.
            self.objects[id] = value
            self.ids[builtins.id(value)] = id
        return Handle(id, _type_name(value))

    def _stub(self, id: int) -> Callable[..., object]:
        def function(*args: object, **kwargs: object) -> object:
            body = protocol.encode(
                {
                    "nonce": self.nonce,
                    "callback": id,
                    "args": list(args),
                    "kwargs": kwargs,
                },
                self._special,
            )
            self.connection.send(body)
            reply = self.connection.receive(self._resolve)
            if "raise" in reply:
                error = _BUILTIN_ERRORS.get(reply["raise"], RuntimeError)
                raise error(reply["message"])
            return reply["value"]

        function.__name__ = function.__qualname__ = "function"
        return function

    # -- errors ------------------------------------------------------------------

    def _error(self, error: BaseException, function: object = None) -> dict[str, Any]:
        """Describe an exception by plain values, however hostile it is."""
        line = 0
        frame = error.__traceback__
        while frame is not None:
            if frame.tb_frame.f_code.co_filename == self.file:
                line = frame.tb_lineno
            frame = frame.tb_next
        own = line > 0
        if isinstance(error, SyntaxError) and error.filename == self.file:
            line = error.lineno or 0
        if not line:
            code = getattr(function, "__code__", None)
            line = getattr(code, "co_firstlineno", 0)
        try:
            message = error.msg if isinstance(error, SyntaxError) else str(error)
            message = str.__str__(message)[:MAX_MESSAGE]
        except BaseException:  # noqa: BLE001  (a hostile __str__)
            message = ""
        return {
            "types": [t.__name__ for t in type(error).__mro__[:-1]][:20],
            "message": message,
            "line": line,
            "own": own,
            "limit": _limit(error, message),
        }


_OPERATIONS: dict[str, Callable[[Server, dict[str, Any]], dict[str, Any]]] = {
    "load": Server._load,
    "observe": Server._observe,
    "notebook": Server._notebook,
    "call": Server._call,
    "get": Server._get,
    "set": Server._set,
    "axes": Server._axes,
    "look": Server._look,
}


def refuse_disguise(source: bytes, file: str) -> None:
    """Refuse an encoding that makes of the bytes a text that no reader of them sees.

    Raises
    ------
    SyntaxError
    """
    text = source.removeprefix(codecs.BOM_UTF8)
    for line in re.split(rb"\r\n|\r|\n", text, maxsplit=2)[:2]:
        cookie = _COOKIE.match(line)
        if cookie is not None:
            with contextlib.suppress(LookupError):  # Python itself refuses that one
                encoding = codecs.lookup(cookie[1].decode()).name
                if encoding not in _PLAIN_ENCODINGS:
                    said = f"the file must be UTF-8, not {encoding}"
                    raise SyntaxError(said, (file, 1, 1, None))
        if cookie is not None or not _NO_CODE.match(line):
            return


def _drawn(result: object, most: int) -> object:
    """Read an iterator to its end, or one item further than is allowed."""
    if isinstance(result, (list, tuple)) or hasattr(type(result), "__next__"):
        return list(itertools.islice(iter(result), most + 1))  # type: ignore[call-overload]  # it has __next__
    return result


def _type_name(value: object) -> str:
    if isinstance(value, np.ndarray):
        return f"array of dtype {value.dtype}"[:60]
    return type(value).__name__


def _limit(error: BaseException, message: str) -> str:
    """Name the limit that an exception comes from, or give an empty string."""
    if type(error) is RuntimeError and message == "can't start new thread":
        return "memory" if _no_room_for_a_stack() else "threads"
    if type(error) is PermissionError and message == _NO_PROCESS:
        return "process"
    if isinstance(error, OSError) and type(error.errno) is int:
        return _REFUSED.get(error.errno, "")
    return ""


def _no_room_for_a_stack() -> bool:
    try:
        bytearray(_STACK)
    except MemoryError:
        return True
    return False


_STACK = 8 << 20  # bytes, what a thread gets
_NO_PROCESS = "a submission may not start a process"


def _refuse_processes(event: str, _args: tuple[object, ...]) -> None:
    """Say at every level alike what the walls, where there are some, do."""
    if event in _STARTS:
        raise PermissionError(_NO_PROCESS)


_gate = _Gate("this exercise")
_plots: Plots | None = None
_prepared: types.SimpleNamespace | None = None


def provide(functions: dict[str, Callable[..., object]]) -> None:
    """Let checks call these in every worker; once, before any fork."""
    global _prepared
    _prepared = types.SimpleNamespace(**functions)


def draw_with(plots: Plots) -> None:
    """Have workers draw; once, before any fork."""
    global _plots
    _plots = plots


def seal() -> None:
    """Close everything that only loading needed; once, before any fork.

    From here on a module is importable if it is already loaded, and the names
    of our own are gone.
    """
    os.environ.clear()
    random.Random.seed = _seed_by_default  # type: ignore[method-assign]
    sys.dont_write_bytecode = True
    for name in [n for n in sys.modules if n == "grader" or n.startswith("grader.")]:
        del sys.modules[name]
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.path[:] = []
    sys.path_hooks[:] = []
    sys.path_importer_cache.clear()
    sys.meta_path[:] = [_gate]


def prepare(exercise: str, seed: int) -> None:
    """Make ready for submissions to an exercise; before the fork.

    The entropy of `random` and NumPy comes from `seed`, so that a submission
    that draws without a seed is judged alike each time.
    """
    global _seed, _drawn_first
    _gate.exercise = exercise
    sys.argv[:] = [exercise]
    _seed = seed
    if _framework() is None:
        _drawn_first = reseed(seed)


def prepared() -> None:
    """Finish in the worker what `prepare` began.

    A fork by itself gives `random` another state; and nobody knows what a framework
    would do in the process that workers are forked from.
    """
    if _framework() is None:
        random.seed(_drawn_first)
    else:
        reseed(_seed)


def _framework() -> Callable[[int], object] | None:
    """Give what starts a framework's randomness, where there is one."""
    found: Callable[[int], object] | None = getattr(_prepared, "reseed", None)
    return found


_seed = _drawn_first = 0


_seed_of_random = random.Random.seed


def _seed_by_default(self: random.Random, a: Any = None, version: int = 2) -> None:
    entropy = bit_generator.randbits(64) if a is None else a  # type: ignore[attr-defined]  # ours
    _seed_of_random(self, entropy, version)


# What `random.Random` is made of; as good here, and made without system entropy.
_Generator: Any = random.Random.__base__


def reseed(seed: int) -> int:
    """Start all of `random`'s and NumPy's unseeded randomness from `seed`.

    Returns
    -------
    int
        What the state of `random` itself comes from.
    """
    generator = _Generator(seed)
    first: int = generator.getrandbits(64)
    random.seed(first)
    np.random.seed(generator.getrandbits(32))  # noqa: NPY002, TID251  (the global state is what a fork copies)
    bit_generator.randbits = generator.getrandbits  # type: ignore[attr-defined]  # entropy of default_rng()
    framework = _framework()
    if framework is not None:
        framework(generator.getrandbits(32))
    return first


def open_streams() -> None:
    """Give standard input, output and error to descriptors 0, 1 and 2."""
    options = {"encoding": "utf-8", "errors": "backslashreplace", "closefd": False}
    sys.stdin = open(0, **options)  # type: ignore[call-overload]  # noqa: SIM115  (they stay open)
    sys.stdout = open(1, "w", **options)  # type: ignore[call-overload]  # noqa: SIM115  (they stay open)
    sys.stderr = open(2, "w", **options)  # type: ignore[call-overload]  # noqa: SIM115  (they stay open)
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc]


def serve(
    fd: int, exercise: str, ready: dict[str, Any], to: int | None = None
) -> NoReturn:
    """Say which layers hold, then answer until the trusted side hangs up."""
    server = Server(fd, exercise, to)
    sys.addaudithook(_refuse_processes)
    server.connection.send(protocol.encode(ready))
    server.run()
    os._exit(0)
